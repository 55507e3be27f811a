/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary.estimator;

import io.github.vernier.layers.memory.HostMemory;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.function.DoubleUnaryOperator;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Any function of one number, element by element. */
final class Loops {

    private Loops() {}

    /** Whether both arrays are of one type that has loops, and in host memory in C order. */
    static boolean onHost(INDArray x, INDArray y) {
        return x.dataType() == y.dataType()
                && (x.dataType() == DataType.FLOAT || x.dataType() == DataType.DOUBLE)
                && HostMemory.isAccessible(x)
                && HostMemory.isAccessible(y);
    }

    /** out = f(x). */
    static INDArray map(INDArray x, INDArray out, DoubleUnaryOperator f) {
        if (!onHost(x, out)) {
            return out.assign(values(x, f));
        }
        if (x.dataType() == DataType.FLOAT) {
            FloatBuffer from = HostMemory.floats(x);
            FloatBuffer to = HostMemory.floats(out);
            for (int i = 0, n = from.limit(); i < n; i++) {
                to.put(i, (float) f.applyAsDouble(from.get(i)));
            }
        } else {
            DoubleBuffer from = HostMemory.doubles(x);
            DoubleBuffer to = HostMemory.doubles(out);
            for (int i = 0, n = from.limit(); i < n; i++) {
                to.put(i, f.applyAsDouble(from.get(i)));
            }
        }
        return out;
    }

    /** gradient *= f(x). */
    static INDArray multiply(INDArray x, INDArray gradient, DoubleUnaryOperator f) {
        if (!onHost(x, gradient)) {
            return gradient.muli(values(x, f));
        }
        if (x.dataType() == DataType.FLOAT) {
            FloatBuffer from = HostMemory.floats(x);
            FloatBuffer to = HostMemory.floats(gradient);
            for (int i = 0, n = from.limit(); i < n; i++) {
                to.put(i, (float) (to.get(i) * f.applyAsDouble(from.get(i))));
            }
        } else {
            DoubleBuffer from = HostMemory.doubles(x);
            DoubleBuffer to = HostMemory.doubles(gradient);
            for (int i = 0, n = from.limit(); i < n; i++) {
                to.put(i, to.get(i) * f.applyAsDouble(from.get(i)));
            }
        }
        return gradient;
    }

    /** Through the heap: for strided arrays, and for memory that Java does not see. */
    private static INDArray values(INDArray x, DoubleUnaryOperator f) {
        double[] values = x.dup('c').reshape(x.length()).toDoubleVector();
        for (int i = 0; i < values.length; i++) {
            values[i] = f.applyAsDouble(values[i]);
        }
        return Nd4j.createFromArray(values).castTo(x.dataType()).reshape('c', x.shape());
    }
}
