/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.substitution;

import io.github.vernier.layers.lowrank.TiedLowRankConvolution2D;
import io.github.vernier.layers.lowrank.TiedLowRankWeight;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.eigen.Eigen;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Depthwise convolutions followed by 1x1 convolutions of rank {@code floor(ratio * nOut)}, at least
 * 1, with tied factors; nIn must divide nOut. A 1x1 convolution becomes a tied one alone.
 *
 * <p>Such a weight is {@code W_m = F_mᵀ S} for its square sections m, with {@code S = Σ F_m}, so
 * that {@code Σ W_m = SᵀS} is symmetric and positive. From a trained weight, S is the best such
 * approximation of the sum of the sections (its largest positive eigenvalues), and given S the F_m
 * are least squares under the constraint that they add up to it. For nIn = nOut that is the best
 * there is; it is a coarse approximation of most weights all the same, and the residual says so.
 */
public record TiedLowRankSubstitute() implements Substitute {

    /** Size, compared with their initial values, of rows of F that the fit has no use for. */
    private static final double UNUSED = 1e-3;

    @Override
    public ConvolutionLayer replace(ConvolutionLayer original, double ratio, long seed) {
        return new TiedLowRankConvolution2D.Builder(original.getKernelSize())
                .rank(Math.max(1, (int) (ratio * original.getNOut())))
                .name(original.getLayerName())
                .nIn(original.getNIn())
                .nOut(original.getNOut())
                .hasBias(original.hasBias())
                .build();
    }

    @Override
    public double initialize(
            ConvolutionLayer replacement, INDArray weight, Map<String, INDArray> parameters) {
        return SeparableFit.fit(
                replacement,
                weight,
                parameters,
                TiedLowRankSubstitute::withPositiveDiagonal,
                TiedLowRankSubstitute::tie);
    }

    /** Of each channel's two signs the one that brings the sum of sections nearer to positive. */
    private static RankOne withPositiveDiagonal(RankOne split) {
        long in = split.depthwise().size(0);
        INDArray diagonal = sumOfSections(split.pointwise().dup('c').reshape(-1, in));
        double[] signs = new double[(int) in];
        for (int i = 0; i < in; i++) {
            signs[i] = diagonal.getDouble(i, i) < 0 ? -1 : 1;
        }
        INDArray sign = Nd4j.createFromArray(signs).castTo(split.depthwise().dataType());
        return new RankOne(
                split.depthwise().mul(sign.reshape(in, 1, 1, 1)),
                split.pointwise().mul(sign.reshape(1, in, 1, 1)));
    }

    private static INDArray sumOfSections(INDArray matrix) {
        long in = matrix.size(1);
        return matrix.reshape('c', new long[] {matrix.size(0) / in, in, in}).sum(0);
    }

    private static void tie(INDArray matrix, Map<String, INDArray> theta) {
        INDArray target = matrix.castTo(DataType.DOUBLE).dup('c');
        INDArray factor = theta.get(TiedLowRankWeight.FACTOR);
        if (target.amaxNumber().doubleValue() == 0) {
            factor.assign(0);
            return;
        }
        int rank = Math.toIntExact(factor.size(0));
        INDArray rows =
                factor.castTo(DataType.DOUBLE)
                        .dup('c')
                        .reshape('c', new long[] {rank, target.size(0)})
                        .muli(UNUSED);
        long in = target.size(1);
        long sections = target.size(0) / in;
        INDArray sum = sumOfSections(target);
        INDArray vectors = sum.add(sum.transpose()).muli(0.5).dup('f');
        INDArray values = Eigen.symmetricGeneralizedEigenvalues(vectors);
        int[] used =
                IntStream.range(0, (int) in)
                        .boxed()
                        .sorted(Comparator.comparingDouble(i -> -values.getDouble(i)))
                        .filter(i -> values.getDouble(i) > 0)
                        .limit(rank)
                        .mapToInt(Integer::intValue)
                        .toArray();
        for (int row = 0; row < used.length; row++) {
            double value = values.getDouble(used[row]);
            INDArray s = vectors.getColumn(used[row]).dup('c').muli(Math.sqrt(value));
            List<INDArray> fitted = new ArrayList<>();
            INDArray missing = s.dup();
            for (long m = 0; m < sections; m++) {
                INDArray section =
                        target.get(NDArrayIndex.interval(m * in, (m + 1) * in), NDArrayIndex.all());
                fitted.add(section.mmul(s).divi(value));
                missing.subi(fitted.get((int) m));
            }
            missing.divi(sections);
            fitted.forEach(part -> part.addi(missing));
            rows.putRow(row, Nd4j.concat(0, fitted.toArray(new INDArray[0])));
        }
        factor.assign(rows.reshape('c', factor.shape()));
    }
}
