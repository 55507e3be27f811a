/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.acdc;

import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Some columns of a matrix, held row by row in arrays of their own, and what is done to them.
 *
 * <p>Every operation runs along rows, over contiguous memory, in loops that the JVM turns into
 * vector instructions: each loop stores to one array, and all arrays of a loop are read at the same
 * index, which is what its vectorizer needs. Reordering rows moves references only.
 */
abstract class Rows {

    final int size;
    final int width;

    /** Columns in use. */
    int columns;

    Rows(int size, int width) {
        this.size = size;
        this.width = width;
    }

    /**
     * Room for some columns.
     *
     * @param type FLOAT or DOUBLE
     * @param size number of rows
     * @param width number of columns, at most
     * @param levels how often {@link #keepAndScale} is called before {@link #multiplyByKept}
     */
    static Rows of(DataType type, int size, int width, int levels) {
        return type == DataType.DOUBLE
                ? new DoubleRows(size, width, levels)
                : new FloatRows(size, width, levels);
    }

    /** (xᵢ, xⱼ) ← (a xᵢ + b xⱼ, c xᵢ + d xⱼ). */
    abstract void plane(int i, int j, double a, double b, double c, double d);

    /**
     * Multiplies some rows by a square matrix.
     *
     * @param rows which
     * @param base added to each of them
     * @param matrix row by row
     */
    abstract void dense(int[] rows, int base, double[] matrix);

    /** {@code x[base + j] ← x[base + from[j]]}. */
    abstract void permute(int base, int[] from);

    /** {@code x[i] ← diagonal[i] · x[i]}. */
    abstract void scale(double[] diagonal);

    /** The same, and the rows as they were are kept at a level. */
    abstract void keepAndScale(int level, double[] diagonal);

    /** {@code products[i] += x[i] · kept[i]} (inner products over the columns). */
    abstract void multiplyByKept(int level, double[] products);

    /** {@code x[j] ← matrix[row[j], column …]}. */
    abstract void read(HostMatrix matrix, int column, int[] row);

    /** {@code x[j] ← identity[row[j], column …]}. */
    abstract void identity(int column, int[] row);

    /** {@code x[i] += x[j]}. */
    abstract void add(int i, int j);

    /** {@code matrix[row, column …] ← x[i]}. */
    abstract void write(HostMatrix matrix, int row, int column, int i);

    /**
     * {@code matrix[r, column …] ← Σ x[j]} over the j with {@code row[j] = r}; the rows are used
     * up.
     *
     * @param row of each row the matrix's row; every row of the matrix occurs
     */
    final void writeSums(HostMatrix matrix, int column, int[] row) {
        int[] first = new int[size];
        Arrays.fill(first, -1);
        for (int j = 0; j < size; j++) {
            if (first[row[j]] < 0) {
                first[row[j]] = j;
            } else {
                add(first[row[j]], j);
            }
        }
        for (int r = 0; r < size && first[r] >= 0; r++) {
            write(matrix, r, column, first[r]);
        }
    }
}
