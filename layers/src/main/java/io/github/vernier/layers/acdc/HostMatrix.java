/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.acdc;

import io.github.vernier.layers.memory.HostMemory;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * An array seen as a matrix in C order, for loops over parts of its rows: its own memory where that
 * is within reach, else a copy on the heap that {@link #commit} writes back.
 */
final class HostMatrix {

    private final INDArray array;
    private final boolean copied;
    private final int columns;
    private FloatBuffer floats;
    private DoubleBuffer doubles;

    /**
     * Opens an array.
     *
     * @param array its elements in C order are the matrix
     * @param columns number of columns
     * @param type FLOAT or DOUBLE, in which the loops compute
     */
    HostMatrix(INDArray array, long columns, DataType type) {
        this.array = array;
        this.columns = Math.toIntExact(columns);
        this.copied = array.dataType() != type || !HostMemory.isAccessible(array);
        INDArray flat = copied ? array.castTo(type).dup('c').reshape(array.length()) : array;
        if (type == DataType.FLOAT) {
            floats = copied ? FloatBuffer.wrap(flat.toFloatVector()) : HostMemory.floats(array);
        } else {
            doubles = copied ? DoubleBuffer.wrap(flat.toDoubleVector()) : HostMemory.doubles(array);
        }
    }

    /** The type that loops compute in for arrays of a type. */
    static DataType computeType(DataType type) {
        return type == DataType.DOUBLE ? DataType.DOUBLE : DataType.FLOAT;
    }

    int columns() {
        return columns;
    }

    void read(int row, int column, float[] to, int n) {
        floats.get(row * columns + column, to, 0, n);
    }

    void read(int row, int column, double[] to, int n) {
        doubles.get(row * columns + column, to, 0, n);
    }

    void write(int row, int column, float[] from, int n) {
        floats.put(row * columns + column, from, 0, n);
    }

    void write(int row, int column, double[] from, int n) {
        doubles.put(row * columns + column, from, 0, n);
    }

    /** Makes what was written stand in the array. */
    void commit() {
        if (copied) {
            try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
                INDArray values =
                        floats != null
                                ? Nd4j.createFromArray(floats.array())
                                : Nd4j.createFromArray(doubles.array());
                array.assign(values.reshape('c', array.shape()).castTo(array.dataType()));
            }
        }
    }
}
