/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.substitution;

import io.github.vernier.layers.hashed.HashedConvolution2D;
import java.util.Map;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Hashed convolutions: {@code floor(ratio * weights)} buckets, at least 1.
 *
 * <p>From a trained weight a bucket becomes the signed mean of the weights that share it, which is
 * least squares. Hashing is balanced, so that at ratio 1 the layer is the original.
 *
 * @param signed whether weights also hash to a sign
 */
public record HashedSubstitute(boolean signed) implements Substitute {

    /** Without signs, as published. */
    public HashedSubstitute() {
        this(false);
    }

    @Override
    public ConvolutionLayer replace(ConvolutionLayer original, double ratio, long seed) {
        return new HashedConvolution2D.Builder(original.getKernelSize())
                .buckets(Buckets.of(ratio, Buckets.weights(original)))
                .signed(signed)
                .hashSeed(seed)
                .nIn(original.getNIn())
                .nOut(original.getNOut())
                .hasBias(original.hasBias())
                .build();
    }

    @Override
    public double initialize(
            ConvolutionLayer replacement, INDArray weight, Map<String, INDArray> parameters) {
        HashedConvolution2D hashed = (HashedConvolution2D) replacement;
        INDArray fitted =
                SharedWeights.fit(
                        hashed.getParameterization(), weight, parameters, ParameterNames.WHOLE);
        return Residual.of(weight, fitted);
    }
}
