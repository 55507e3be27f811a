/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.lowrank;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Thin singular value decomposition in double: {@code M = U diag(s) Vᵀ}.
 *
 * <p>By LAPACK, for a matrix far from square after a QR decomposition of its longer side. (ND4J's
 * own operation {@code svd} fails beyond small matrices.)
 *
 * @param u left singular vectors, {@code [m, k]}, k the smaller of m and n
 * @param values singular values in decreasing order, {@code [k]}
 * @param v right singular vectors, {@code [n, k]}
 */
public record Svd(INDArray u, INDArray values, INDArray v) {

    /**
     * Decomposes a matrix.
     *
     * @param matrix {@code [m, n]}, not changed
     * @return the decomposition
     */
    public static Svd of(INDArray matrix) {
        if (matrix.rows() < matrix.columns()) {
            Svd transposed = of(matrix.transpose());
            return new Svd(transposed.v, transposed.values, transposed.u);
        }
        int n = matrix.columns();
        INDArray square = Nd4j.create(DataType.DOUBLE, new long[] {n, n}, 'f');
        INDArray basis = matrix.castTo(DataType.DOUBLE).dup('f');
        Nd4j.getBlasWrapper().lapack().geqrf(basis, square);
        INDArray values = Nd4j.create(DataType.DOUBLE, n);
        INDArray u = Nd4j.create(DataType.DOUBLE, new long[] {n, n}, 'f');
        INDArray vt = Nd4j.create(DataType.DOUBLE, new long[] {n, n}, 'f');
        Nd4j.getBlasWrapper().lapack().gesvd(square, values, u, vt);
        return new Svd(basis.mmul(u), values, vt.transpose());
    }

    /**
     * The first left singular vectors.
     *
     * @param rank how many
     * @return {@code [m, rank]}
     */
    public INDArray left(int rank) {
        return u.get(NDArrayIndex.all(), first(rank)).dup('c');
    }

    /**
     * The first right singular vectors.
     *
     * @param rank how many
     * @return {@code [n, rank]}
     */
    public INDArray right(int rank) {
        return v.get(NDArrayIndex.all(), first(rank)).dup('c');
    }

    /**
     * Index of the first singular values.
     *
     * @param rank how many
     * @return the index
     */
    public static INDArrayIndex first(int rank) {
        return NDArrayIndex.interval(0, rank);
    }

    /**
     * The first right singular vectors times their singular values, so that {@code left(r) ·
     * scaledRight(r)} is the best approximation of rank r.
     *
     * @param rank how many
     * @return {@code [rank, n]}
     */
    public INDArray scaledRight(int rank) {
        return right(rank).mulRowVector(values.get(first(rank))).transpose().dup('c');
    }

    /**
     * An orthonormal basis of a space that contains the columns of a matrix.
     *
     * @param columns {@code [n, k]} with k at most n, independent
     * @return {@code [n, k]}
     */
    static INDArray orthonormal(INDArray columns) {
        INDArray basis = columns.castTo(DataType.DOUBLE).dup('f');
        int k = basis.columns();
        Nd4j.getBlasWrapper()
                .lapack()
                .geqrf(basis, Nd4j.create(DataType.DOUBLE, new long[] {k, k}, 'f'));
        return basis;
    }
}
