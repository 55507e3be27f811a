/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.substitution;

import io.github.vernier.layers.lowrank.LowRankConvolution2D;
import io.github.vernier.layers.lowrank.LowRankWeight;
import io.github.vernier.layers.lowrank.Svd;
import java.util.Map;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Depthwise convolutions followed by 1x1 convolutions of rank {@code floor(ratio * min(nIn,
 * nOut))}, at least 1. A 1x1 convolution becomes one of lower rank alone.
 *
 * <p>From a trained weight, the parts are its {@linkplain RankOne best rank-1 approximation} for
 * each input channel, and the truncated singular value decomposition of the 1x1 weight, which is
 * its best approximation of that rank; each factor gets the square root of the singular values.
 */
public record LowRankSubstitute() implements Substitute {

    @Override
    public ConvolutionLayer replace(ConvolutionLayer original, double ratio, long seed) {
        long full = Math.min(original.getNIn(), original.getNOut());
        return new LowRankConvolution2D.Builder(original.getKernelSize())
                .rank(Math.max(1, (int) (ratio * full)))
                .nIn(original.getNIn())
                .nOut(original.getNOut())
                .hasBias(original.hasBias())
                .build();
    }

    @Override
    public double initialize(
            ConvolutionLayer replacement, INDArray weight, Map<String, INDArray> parameters) {
        return SeparableFit.fit(replacement, weight, parameters, LowRankSubstitute::truncate);
    }

    private static void truncate(INDArray matrix, Map<String, INDArray> theta) {
        INDArray contract = theta.get(LowRankWeight.CONTRACT);
        INDArray expand = theta.get(LowRankWeight.EXPAND);
        int rank = Math.toIntExact(contract.size(0));
        Svd svd = Svd.of(matrix);
        INDArray roots = Transforms.sqrt(svd.values().get(Svd.first(rank)));
        expand.assign(svd.left(rank).mulRowVector(roots).reshape('c', expand.shape()));
        contract.assign(
                svd.right(rank)
                        .mulRowVector(roots)
                        .transpose()
                        .dup('c')
                        .reshape('c', contract.shape()));
    }
}
