/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.estimator;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A running second moment {@code M ← ρM + (1−ρ)·scale·RᵀR} that starts at the identity, and its
 * eigenvectors as of when they were last asked for. In double whatever the network's type.
 */
final class KroneckerFactor {

    /** Smaller ones are rounding: the published threshold. */
    private static final double SMALLEST_EIGENVALUE = 1e-10;

    private final INDArray moment;
    private INDArray vectors;
    private INDArray values;

    KroneckerFactor(long size) {
        moment = Nd4j.eye(size).castTo(DataType.DOUBLE).dup('f');
    }

    /** Weighs what is there. */
    void decay(double weight) {
        moment.muli(weight);
    }

    /**
     * Adds.
     *
     * @param rows R, {@code [M, size]}, double
     * @param weight factor of RᵀR
     */
    void add(INDArray rows, double weight) {
        Nd4j.gemm(rows, rows, moment, true, false, weight, 1);
    }

    /**
     * Computes the eigenvectors of now.
     *
     * @throws IllegalStateException if they cannot be computed
     */
    void decompose() {
        INDArray q = moment.dup('f');
        INDArray lambda = Nd4j.create(DataType.DOUBLE, q.rows());
        int status = Nd4j.getBlasWrapper().lapack().syev('V', 'L', q, lambda);
        if (status != 0) {
            throw new IllegalStateException(
                    "Eigenvectors of a factor of "
                            + q.rows()
                            + " rows: LAPACK's syev returned "
                            + status
                            + ", expected 0");
        }
        vectors = q;
        values = lambda.muli(lambda.gt(SMALLEST_EIGENVALUE).castTo(DataType.DOUBLE));
    }

    boolean isDecomposed() {
        return vectors != null;
    }

    /** M, {@code [size, size]}. */
    INDArray moment() {
        return moment;
    }

    /** Eigenvectors as columns. */
    INDArray vectors() {
        return vectors;
    }

    /** Eigenvalues, {@code [size]}; those that are rounding are 0. */
    INDArray values() {
        return values;
    }
}
