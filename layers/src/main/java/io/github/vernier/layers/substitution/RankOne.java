/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.substitution;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.eigen.Eigen;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The separable convolution nearest to a full one: for each input channel i the best rank-1
 * approximation {@code W[o, i, :, :] ~ p[o, i] d[i, :, :]}.
 *
 * <p>With the slice {@code M = W[:, i, :]} as a matrix {@code [nOut, kH * kW]}, d is its first
 * right singular vector (the first eigenvector of M'M), of length 1 and with its largest entry
 * positive, and {@code p = M d}. As d has length 1, an error in p is the same error in W: least
 * squares on p is least squares on W.
 *
 * @param depthwise d, {@code [nIn, 1, kH, kW]}
 * @param pointwise p, {@code [nOut, nIn, 1, 1]}
 */
record RankOne(INDArray depthwise, INDArray pointwise) {

    /**
     * Decomposes a weight.
     *
     * @param weight {@code [nOut, nIn, kH, kW]}
     */
    static RankOne of(INDArray weight) {
        long out = weight.size(0);
        long in = weight.size(1);
        long area = weight.size(2) * weight.size(3);
        INDArray slices = weight.dup('c').reshape(out, in, area);
        INDArray d = Nd4j.create(weight.dataType(), new long[] {in, area}, 'c');
        INDArray p = Nd4j.create(weight.dataType(), new long[] {out, in}, 'c');
        for (long i = 0; i < in; i++) {
            INDArray slice =
                    slices.get(NDArrayIndex.all(), NDArrayIndex.point(i), NDArrayIndex.all())
                            .dup('c');
            INDArray first = firstRightSingularVector(slice);
            d.putRow(i, first.reshape(1, area));
            p.putColumn((int) i, slice.mmul(first));
        }
        return new RankOne(
                d.reshape(in, 1, weight.size(2), weight.size(3)), p.reshape(out, in, 1, 1));
    }

    private static INDArray firstRightSingularVector(INDArray matrix) {
        // In place: the columns of the Gram matrix become its eigenvectors.
        INDArray vectors = matrix.transpose().mmul(matrix).dup('f');
        INDArray values = Eigen.symmetricGeneralizedEigenvalues(vectors);
        INDArray first = vectors.getColumn(values.argMax().getLong(0)).dup('c');
        first.divi(first.norm2Number());
        return first.maxNumber().doubleValue() >= -first.minNumber().doubleValue()
                ? first
                : first.negi();
    }

    /** {@code p[o, i] d[i, :, :]}, {@code [nOut, nIn, kH, kW]}. */
    INDArray product() {
        long out = pointwise.size(0);
        long in = pointwise.size(1);
        return pointwise
                .reshape(out, in, 1)
                .mul(depthwise.reshape(1, in, depthwise.size(2) * depthwise.size(3)))
                .reshape(out, in, depthwise.size(2), depthwise.size(3));
    }
}
