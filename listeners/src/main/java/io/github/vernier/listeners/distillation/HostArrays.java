/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.distillation;

import io.github.vernier.layers.memory.HostMemory;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Small arrays between ND4J and Java. */
final class HostArrays {

    private HostArrays() {}

    /** All values in C order. */
    static double[] doubles(INDArray array) {
        if (array.dataType() != DataType.FLOAT) {
            return array.castTo(DataType.DOUBLE).dup('c').data().asDouble();
        }
        float[] floats = floats(array);
        double[] doubles = new double[floats.length];
        for (int i = 0; i < doubles.length; i++) {
            doubles[i] = floats[i];
        }
        return doubles;
    }

    private static float[] floats(INDArray array) {
        if (!HostMemory.isAccessible(array)) {
            return array.dup('c').data().asFloat();
        }
        float[] floats = new float[Math.toIntExact(array.length())];
        HostMemory.floats(array).get(floats);
        return floats;
    }

    /** The values given in C order. */
    static INDArray array(double[] values, DataType type, long... shape) {
        if (type != DataType.FLOAT) {
            return Nd4j.createFromArray(values).castTo(type).reshape('c', shape);
        }
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return Nd4j.createFromArray(floats).reshape('c', shape);
    }
}
