/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.variance;

import io.github.vernier.layers.memory.HostMemory;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Copies pieces of arrays to and from the Java heap, as doubles, without touching elements. */
final class HostCopy {

    private float[] floats = new float[0];

    /**
     * Reads a piece.
     *
     * @param array array in C order of any shape, or a vector
     * @param offset first position
     * @param target where to; its first {@code length} positions are overwritten
     * @param length number of positions
     */
    void read(INDArray array, long offset, double[] target, int length) {
        if (isFloat(array)) {
            float[] values = floats(length);
            HostMemory.floats(array).get(Math.toIntExact(offset), values, 0, length);
            for (int i = 0; i < length; i++) {
                target[i] = values[i];
            }
        } else if (isDouble(array)) {
            HostMemory.doubles(array).get(Math.toIntExact(offset), target, 0, length);
        } else {
            System.arraycopy(piece(array, offset, length).toDoubleVector(), 0, target, 0, length);
        }
    }

    /**
     * Writes a piece.
     *
     * @param array array in C order of any shape, or a vector
     * @param offset first position
     * @param source where from
     * @param length number of positions
     */
    void write(INDArray array, long offset, double[] source, int length) {
        if (isFloat(array)) {
            float[] values = floats(length);
            for (int i = 0; i < length; i++) {
                values[i] = (float) source[i];
            }
            HostMemory.floats(array).put(Math.toIntExact(offset), values, 0, length);
        } else if (isDouble(array)) {
            HostMemory.doubles(array).put(Math.toIntExact(offset), source, 0, length);
        } else {
            piece(array, offset, length)
                    .assign(Nd4j.createFromArray(Arrays.copyOf(source, length)));
        }
    }

    private float[] floats(int length) {
        if (floats.length < length) {
            floats = new float[length];
        }
        return floats;
    }

    private static boolean isFloat(INDArray array) {
        return array.dataType() == DataType.FLOAT && HostMemory.isAccessible(array);
    }

    private static boolean isDouble(INDArray array) {
        return array.dataType() == DataType.DOUBLE && HostMemory.isAccessible(array);
    }

    private static INDArray piece(INDArray array, long offset, int length) {
        return array.reshape('c', array.length())
                .get(NDArrayIndex.interval(offset, offset + length));
    }
}
