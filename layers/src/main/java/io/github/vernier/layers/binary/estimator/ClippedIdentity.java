/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary.estimator;

import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Sign; the gradient passes where |x| ≤ clip: the derivative of the hard hyperbolic tangent.
 *
 * <p>Source: arXiv 1602.02830; inclusive with sign(0) = +1 Larq's {@code SteSign}, exclusive with
 * sign(0) = 0 XNOR-Net's {@code BinActiveZ}.
 *
 * @param clip half the width, above 0
 * @param bounds whether the gradient passes at exactly ±clip
 * @param zero the sign of zero
 */
public record ClippedIdentity(
        @JsonProperty("clip") double clip,
        @JsonProperty("bounds") Bounds bounds,
        @JsonProperty("zero") ZeroSign zero)
        implements SteppedEstimator, MaskingEstimator {

    /**
     * Checks the width.
     *
     * @throws IllegalArgumentException if clip is not above 0
     */
    public ClippedIdentity {
        Require.positive("clip", clip);
    }

    @Override
    public StepFunction steps() {
        return StepFunction.sign(zero);
    }

    @Override
    public Interval passing() {
        return new Interval(-clip, clip, bounds);
    }
}
