/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.substitution;

import io.github.vernier.layers.hashed.HashedSeparableConvolution2D;
import java.util.Map;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Depthwise convolutions followed by hashed 1x1 convolutions: {@code floor(ratio * nIn * nOut)}
 * buckets, at least 1, and the depthwise weights, {@code kH * kW * nIn}, on top. A 1x1 convolution
 * becomes a hashed 1x1 convolution alone.
 *
 * <p>From a trained weight, the two parts are its {@linkplain RankOne best rank-1 approximation}
 * for each input channel, and a bucket becomes the mean of the 1x1 weights that share it. At ratio
 * 1 what the full convolution has beyond that is lost.
 */
public record HashedSeparableSubstitute() implements Substitute {

    @Override
    public ConvolutionLayer replace(ConvolutionLayer original, double ratio, long seed) {
        return new HashedSeparableConvolution2D.Builder(original.getKernelSize())
                .buckets(Buckets.of(ratio, original.getNIn() * original.getNOut()))
                .hashSeed(seed)
                .nIn(original.getNIn())
                .nOut(original.getNOut())
                .hasBias(original.hasBias())
                .build();
    }

    @Override
    public double initialize(
            ConvolutionLayer replacement, INDArray weight, Map<String, INDArray> parameters) {
        HashedSeparableConvolution2D separable = (HashedSeparableConvolution2D) replacement;
        if (separable.isPointwiseOnly()) {
            INDArray fitted =
                    SharedWeights.fit(
                            separable.getPointwise(), weight, parameters, ParameterNames.POINTWISE);
            return Residual.of(weight, fitted);
        }
        RankOne best = RankOne.of(weight);
        INDArray depthwise =
                SharedWeights.fit(
                        separable.getDepthwise(),
                        best.depthwise(),
                        parameters,
                        ParameterNames.DEPTHWISE);
        INDArray pointwise =
                SharedWeights.fit(
                        separable.getPointwise(),
                        best.pointwise(),
                        parameters,
                        ParameterNames.POINTWISE);
        return Residual.of(weight, new RankOne(depthwise, pointwise).product());
    }
}
