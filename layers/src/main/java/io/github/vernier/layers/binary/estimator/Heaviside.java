/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary.estimator;

import java.util.Objects;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * 1 for positive x, else 0; the gradient passes in an interval.
 *
 * <p>Source: {@link #identity()}, {@link #relu()} and {@link #clippedRelu()} are the three of Yin
 * et al. 2019, arXiv 1903.05662; {@link #clipped} is Larq's {@code SteHeaviside}.
 *
 * @param passing where gradients pass
 */
public record Heaviside(@JsonProperty("passing") Interval passing)
        implements SteppedEstimator, MaskingEstimator {

    /** Checks that there is an interval. */
    public Heaviside {
        Objects.requireNonNull(passing, "passing must be given");
    }

    /**
     * Gradients pass everywhere.
     *
     * @return the identity estimator
     */
    public static Heaviside identity() {
        return new Heaviside(Interval.EVERYWHERE);
    }

    /**
     * Gradients pass where x is positive.
     *
     * @return the ReLU estimator
     */
    public static Heaviside relu() {
        return new Heaviside(Interval.open(0, Double.POSITIVE_INFINITY));
    }

    /**
     * Gradients pass where 0 &lt; x &lt; 1.
     *
     * @return the clipped ReLU estimator
     */
    public static Heaviside clippedRelu() {
        return new Heaviside(Interval.open(0, 1));
    }

    /**
     * Gradients pass where |x| ≤ clip.
     *
     * @param clip half the width
     * @return the estimator
     */
    public static Heaviside clipped(double clip) {
        return new Heaviside(Interval.closed(-clip, clip));
    }

    @Override
    public StepFunction steps() {
        return StepFunction.HEAVISIDE;
    }
}
