/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.substitution;

import io.github.vernier.layers.lowrank.TensorTrainConvolution2D;
import java.util.Map;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Depthwise convolutions followed by 1x1 convolutions whose weight is in tensor-train form, the
 * ranks in the ratio to the dimensions. A 1x1 convolution becomes a decomposed one alone.
 *
 * <p>From a trained weight, the parts are its {@linkplain RankOne best rank-1 approximation} for
 * each input channel, and the decomposition of the 1x1 weight by truncated singular value
 * decompositions.
 */
public record TensorTrainSubstitute() implements Substitute {

    @Override
    public ConvolutionLayer replace(ConvolutionLayer original, double ratio, long seed) {
        return new TensorTrainConvolution2D.Builder(original.getKernelSize())
                .ratio(ratio)
                .nIn(original.getNIn())
                .nOut(original.getNOut())
                .hasBias(original.hasBias())
                .build();
    }

    @Override
    public double initialize(
            ConvolutionLayer replacement, INDArray weight, Map<String, INDArray> parameters) {
        return SeparableFit.decompose(replacement, weight, parameters);
    }
}
