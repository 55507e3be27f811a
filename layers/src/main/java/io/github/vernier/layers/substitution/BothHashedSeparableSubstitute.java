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
 * Separable convolutions with both parts hashed: {@code floor(ratio * (kH * kW * nIn + nIn *
 * nOut))} buckets, divided between depthwise and 1x1 weights in proportion to their sizes, at least
 * 1 for each, and the depthwise bias, {@code nIn}, on top. A 1x1 convolution becomes a hashed 1x1
 * convolution alone.
 *
 * <p>Initialized from a trained weight as {@link HashedSeparableSubstitute} is; the depthwise
 * buckets are means as well.
 */
public record BothHashedSeparableSubstitute() implements Substitute {

    @Override
    public ConvolutionLayer replace(ConvolutionLayer original, double ratio, long seed) {
        HashedSeparableConvolution2D.Builder builder =
                new HashedSeparableConvolution2D.Builder(original.getKernelSize())
                        .hashedDepthwise(true)
                        .hashSeed(seed);
        long pointwise = original.getNIn() * original.getNOut();
        long area = (long) original.getKernelSize()[0] * original.getKernelSize()[1];
        if (area == 1) {
            builder.buckets(Buckets.of(ratio, pointwise));
        } else {
            builder.budget(both(ratio, original.getNIn() * area, pointwise));
        }
        return builder.nIn(original.getNIn())
                .nOut(original.getNOut())
                .hasBias(original.hasBias())
                .build();
    }

    private static long both(double ratio, long depthwise, long pointwise) {
        long all = depthwise + pointwise;
        // With fewer the smaller part's share rounds to nothing.
        long smaller = Math.min(depthwise, pointwise);
        long least = (all + smaller - 1) / smaller;
        return Math.max(least, (long) (ratio * all));
    }

    @Override
    public double initialize(
            ConvolutionLayer replacement, INDArray weight, Map<String, INDArray> parameters) {
        return new HashedSeparableSubstitute().initialize(replacement, weight, parameters);
    }
}
