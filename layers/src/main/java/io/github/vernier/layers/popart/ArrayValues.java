/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.popart;

import io.github.vernier.layers.memory.HostMemory;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Values of arrays as Java doubles, in C order. */
final class ArrayValues {

    private ArrayValues() {}

    static double[] read(INDArray array) {
        double[] values = new double[Math.toIntExact(array.length())];
        if (isDirect(array)) {
            if (array.dataType() == DataType.DOUBLE) {
                HostMemory.doubles(array).get(values);
            } else {
                FloatBuffer floats = HostMemory.floats(array);
                for (int i = 0; i < values.length; i++) {
                    values[i] = floats.get(i);
                }
            }
            return values;
        }
        try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            return array.castTo(DataType.DOUBLE).dup('c').data().asDouble();
        }
    }

    static void write(double[] values, INDArray array) {
        if (isDirect(array)) {
            if (array.dataType() == DataType.DOUBLE) {
                HostMemory.doubles(array).put(values);
            } else {
                FloatBuffer floats = HostMemory.floats(array);
                for (int i = 0; i < values.length; i++) {
                    floats.put(i, (float) values[i]);
                }
            }
            return;
        }
        try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            array.assign(Nd4j.createFromArray(values).reshape('c', array.shape()));
        }
    }

    /** A new array of the same shape and type. */
    static INDArray like(INDArray array, double[] values) {
        INDArray result = Nd4j.createUninitialized(array.dataType(), array.shape(), 'c');
        write(values, result);
        return result;
    }

    private static boolean isDirect(INDArray array) {
        DataType type = array.dataType();
        return (type == DataType.FLOAT || type == DataType.DOUBLE)
                && HostMemory.isAccessible(array);
    }
}
