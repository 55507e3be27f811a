/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary.estimator;

import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * −1, 0 or +1: {@code sign(sign(x + d) + sign(x − d))}, so that 0 is the open interval (−d, d); the
 * gradient passes where |x| ≤ clip.
 *
 * <p>Source: Larq's {@code SteTern}, with d = 0.05 and clip = 1.
 *
 * @param threshold d, above 0
 * @param clip half the width in which the gradient passes, above 0
 */
public record Ternary(
        @JsonProperty("threshold") double threshold, @JsonProperty("clip") double clip)
        implements SteppedEstimator, MaskingEstimator {

    /**
     * Checks both.
     *
     * @throws IllegalArgumentException if one is not above 0
     */
    public Ternary {
        Require.positive("threshold", threshold);
        Require.positive("clip", clip);
    }

    @Override
    public StepFunction steps() {
        return new StepFunction(-1, 0, 1, Interval.open(-threshold, threshold));
    }

    @Override
    public Interval passing() {
        return Interval.closed(-clip, clip);
    }
}
