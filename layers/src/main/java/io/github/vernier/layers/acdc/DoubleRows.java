/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.acdc;

import java.util.Arrays;

/** Rows of type {@code double}. */
final class DoubleRows extends Rows {

    private final double[][] rows;
    private final double[][] reordered;
    private final double[][] products;
    private final double[][][] kept;
    private double[] spare;

    DoubleRows(int size, int width, int levels) {
        super(size, width);
        this.rows = new double[size][width];
        this.reordered = new double[size][];
        this.products = new double[size][];
        this.kept = new double[levels][size][width];
        this.spare = new double[width];
    }

    @Override
    void plane(int i, int j, double a, double b, double c, double d) {
        double[] x = rows[i];
        double[] y = rows[j];
        combine(x, y, spare, columns, a, b);
        combine(x, y, y, columns, c, d);
        rows[i] = spare;
        spare = x;
    }

    @Override
    void dense(int[] at, int base, double[] matrix) {
        int q = at.length;
        for (int k = 0; k < q; k++) {
            double[] sum = product(k);
            int m = k * q;
            int n = 2;
            if (q % 2 == 0) {
                combine(
                        rows[base + at[0]],
                        rows[base + at[1]],
                        sum,
                        columns,
                        matrix[m],
                        matrix[m + 1]);
            } else {
                multiply(rows[base + at[0]], sum, columns, matrix[m]);
                n = 1;
            }
            for (; n < q; n += 2) {
                addCombination(
                        rows[base + at[n]],
                        rows[base + at[n + 1]],
                        sum,
                        columns,
                        matrix[m + n],
                        matrix[m + n + 1]);
            }
        }
        for (int k = 0; k < q; k++) {
            double[] product = products[k];
            products[k] = rows[base + at[k]];
            rows[base + at[k]] = product;
        }
    }

    private double[] product(int k) {
        if (products[k] == null) {
            products[k] = new double[width];
        }
        return products[k];
    }

    @Override
    void permute(int base, int[] from) {
        for (int j = 0; j < from.length; j++) {
            reordered[j] = rows[base + from[j]];
        }
        System.arraycopy(reordered, 0, rows, base, from.length);
    }

    @Override
    void scale(double[] diagonal) {
        for (int i = 0; i < size; i++) {
            multiply(rows[i], rows[i], columns, diagonal[i]);
        }
    }

    @Override
    void keepAndScale(int level, double[] diagonal) {
        double[][] free = kept[level];
        for (int i = 0; i < size; i++) {
            double[] scaled = free[i];
            multiply(rows[i], scaled, columns, diagonal[i]);
            free[i] = rows[i];
            rows[i] = scaled;
        }
    }

    @Override
    void multiplyByKept(int level, double[] sums) {
        for (int i = 0; i < size; i++) {
            sums[i] += dot(rows[i], kept[level][i], columns);
        }
    }

    @Override
    void read(HostMatrix matrix, int column, int[] row) {
        for (int j = 0; j < size; j++) {
            matrix.read(row[j], column, rows[j], columns);
        }
    }

    @Override
    void identity(int column, int[] row) {
        for (int j = 0; j < size; j++) {
            Arrays.fill(rows[j], 0, columns, 0);
            int at = row[j] - column;
            if (at >= 0 && at < columns) {
                rows[j][at] = 1;
            }
        }
    }

    @Override
    void add(int i, int j) {
        combine(rows[i], rows[j], rows[i], columns, 1, 1);
    }

    @Override
    void write(HostMatrix matrix, int row, int column, int i) {
        matrix.write(row, column, rows[i], columns);
    }

    private static void combine(double[] x, double[] y, double[] to, int n, double a, double b) {
        for (int i = 0; i < n; i++) {
            to[i] = a * x[i] + b * y[i];
        }
    }

    private static void addCombination(
            double[] x, double[] y, double[] to, int n, double a, double b) {
        for (int i = 0; i < n; i++) {
            to[i] += a * x[i] + b * y[i];
        }
    }

    private static void multiply(double[] x, double[] to, int n, double a) {
        for (int i = 0; i < n; i++) {
            to[i] = a * x[i];
        }
    }

    /** Four sums, because a single one would wait for each addition. */
    private static double dot(double[] x, double[] y, int n) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i + 3 < n; i += 4) {
            a += x[i] * y[i];
            b += x[i + 1] * y[i + 1];
            c += x[i + 2] * y[i + 2];
            d += x[i + 3] * y[i + 3];
        }
        for (; i < n; i++) {
            a += x[i] * y[i];
        }
        return (a + b) + (c + d);
    }
}
