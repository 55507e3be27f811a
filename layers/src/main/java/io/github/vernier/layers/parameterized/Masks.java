/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.parameterized;

import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.util.ConvolutionUtils;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What a convolution does to a mask. */
final class Masks {

    private Masks() {}

    /** The mask of the convolution's output, as in the stock convolution. */
    static Pair<INDArray, MaskState> reduced(
            ConvolutionLayer conf, INDArray mask, MaskState currentMaskState) {
        if (mask == null) {
            return new Pair<>(null, currentMaskState);
        }
        INDArray reduced =
                ConvolutionUtils.cnn2dMaskReduction(
                        mask,
                        conf.getKernelSize(),
                        conf.getStride(),
                        conf.getPadding(),
                        conf.getDilation(),
                        conf.getConvolutionMode());
        return new Pair<>(reduced, currentMaskState);
    }
}
