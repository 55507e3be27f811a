/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary.estimator;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Sign; the gradient passes unchanged.
 *
 * <p>Source: arXiv 1308.3432; with sign(0) = 0 ReCU's {@code BinaryQuantize} of weights, with +1
 * Larq's {@code SteSign(clip_value=None)}.
 *
 * @param zero the sign of zero
 */
public record Identity(@JsonProperty("zero") ZeroSign zero) implements SteppedEstimator {

    @Override
    public StepFunction steps() {
        return StepFunction.sign(zero);
    }

    @Override
    public double derivative(double x) {
        return 1;
    }

    @Override
    public INDArray backprop(INDArray x, INDArray gradient) {
        return gradient;
    }
}
