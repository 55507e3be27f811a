/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.acdc;

import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The discrete cosine transform of one size, as ACDC layers use it, by a fast algorithm.
 *
 * <p>On row vectors: {@code forward(x) = x · C}, {@code C[n, k] = 2 cos(π (2n + 1) k / 2N)} (DCT-II
 * without normalization, SciPy's default); {@code inverse(X) = X · C⁻¹}, {@code C⁻¹[k, n] = (k == 0
 * ? 1 : 2 cos(π (2n + 1) k / 2N)) / 2N}. C is not orthogonal: column 0 has the squared norm 4N, the
 * others 2N. The orthonormal transform has all columns scaled to norm 1. An N with many factors 2
 * takes about N log N operations; a large odd factor q takes N · q / 2.
 *
 * <p>Source: {@code pytorch_acdc/_dct.py} of gngdb/pytorch-acdc, {@code norm=None}.
 */
public final class Dct {

    private final DctPlan plan;

    /** 2 / s(k), what C has that the orthonormal matrix has not. */
    private final double[] scale;

    private final double[] inverseScale;

    /**
     * A transform.
     *
     * @param size N, at least 1
     * @throws IllegalArgumentException if it is less
     */
    public Dct(int size) {
        plan = new DctPlan(size);
        scale = new double[size];
        inverseScale = new double[size];
        for (int k = 0; k < size; k++) {
            scale[k] = k == 0 ? 2 * Math.sqrt(size) : Math.sqrt(2.0 * size);
            inverseScale[k] = 1 / scale[k];
        }
    }

    /**
     * Number of elements.
     *
     * @return N
     */
    public int size() {
        return plan.size();
    }

    private interface Columns {
        void change(Rows rows);
    }

    /**
     * {@code x · C}.
     *
     * @param x {@code [m, N]}, float or double
     * @return a new array {@code [m, N]}
     * @throws IllegalArgumentException if the shape is another
     */
    public INDArray forward(INDArray x) {
        return each(
                x,
                rows -> {
                    plan.transform(rows, 0);
                    rows.scale(scale);
                });
    }

    /**
     * {@code X · C⁻¹}.
     *
     * @param x {@code [m, N]}, float or double
     * @return a new array {@code [m, N]}
     * @throws IllegalArgumentException if the shape is another
     */
    public INDArray inverse(INDArray x) {
        return each(
                x,
                rows -> {
                    rows.scale(inverseScale);
                    plan.inverse(rows, 0);
                });
    }

    /**
     * Gradient of {@link #forward}: {@code g · Cᵀ}.
     *
     * @param g {@code [m, N]}, float or double
     * @return a new array {@code [m, N]}
     * @throws IllegalArgumentException if the shape is another
     */
    public INDArray forwardGradient(INDArray g) {
        return each(
                g,
                rows -> {
                    rows.scale(scale);
                    plan.inverse(rows, 0);
                });
    }

    /**
     * Gradient of {@link #inverse}: {@code g · C⁻ᵀ}.
     *
     * @param g {@code [m, N]}, float or double
     * @return a new array {@code [m, N]}
     * @throws IllegalArgumentException if the shape is another
     */
    public INDArray inverseGradient(INDArray g) {
        return each(
                g,
                rows -> {
                    plan.transform(rows, 0);
                    rows.scale(inverseScale);
                });
    }

    /**
     * The orthonormal transform.
     *
     * @param x {@code [m, N]}, float or double
     * @return a new array {@code [m, N]}
     * @throws IllegalArgumentException if the shape is another
     */
    public INDArray orthonormal(INDArray x) {
        return each(x, rows -> plan.transform(rows, 0));
    }

    /**
     * Inverse, transpose and gradient of {@link #orthonormal}.
     *
     * @param x {@code [m, N]}, float or double
     * @return a new array {@code [m, N]}
     * @throws IllegalArgumentException if the shape is another
     */
    public INDArray orthonormalInverse(INDArray x) {
        return each(x, rows -> plan.inverse(rows, 0));
    }

    private INDArray each(INDArray x, Columns change) {
        if (x.rank() != 2 || x.size(1) != size()) {
            throw new IllegalArgumentException(
                    "The transform of size "
                            + size()
                            + " takes [m, "
                            + size()
                            + "], but got "
                            + Arrays.toString(x.shape()));
        }
        INDArray vectors = x.transpose().dup('c');
        int all = Math.toIntExact(x.size(0));
        DataType type = HostMatrix.computeType(x.dataType());
        HostMatrix matrix = new HostMatrix(vectors, all, type);
        int[] straight = new NoPermutation().indices(size());
        Blocks blocks = Blocks.of(type, all);
        Rows rows = Rows.of(type, size(), blocks.width(), 0);
        for (int column = 0; column < all; column += blocks.width()) {
            rows.columns = Math.min(blocks.width(), all - column);
            rows.read(matrix, column, straight);
            change.change(rows);
            rows.writeSums(matrix, column, straight);
        }
        matrix.commit();
        return vectors.transpose().dup('c');
    }

    /**
     * C, by its formula.
     *
     * @param type type of the array
     * @return {@code [N, N]}
     */
    public INDArray matrix(DataType type) {
        return tabulate(type, (n, k) -> DctPlan.entry(size(), k, n) * scale[k]);
    }

    /**
     * C⁻¹, by its formula.
     *
     * @param type type of the array
     * @return {@code [N, N]}
     */
    public INDArray inverseMatrix(DataType type) {
        return tabulate(type, (k, n) -> DctPlan.entry(size(), k, n) * inverseScale[k]);
    }

    /**
     * The orthonormal C, by its formula; its transpose is its inverse.
     *
     * @param type type of the array
     * @return {@code [N, N]}
     */
    public INDArray orthonormalMatrix(DataType type) {
        return tabulate(type, (n, k) -> DctPlan.entry(size(), k, n));
    }

    private interface Entry {
        double at(int row, int column);
    }

    private INDArray tabulate(DataType type, Entry entry) {
        int n = size();
        double[] entries = new double[n * n];
        for (int i = 0; i < entries.length; i++) {
            entries[i] = entry.at(i / n, i % n);
        }
        return Nd4j.createFromArray(entries).reshape('c', n, n).castTo(type);
    }
}
