/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary.estimator;

import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Not a quantizer: x in [−1, 1], and a slope beyond.
 *
 * <p>Source: Larq's {@code leaky_tanh}.
 *
 * @param slope derivative beyond ±1; Larq's default is 0.2
 */
public record LeakyTanh(@JsonProperty("slope") double slope) implements ScalarSignEstimator {

    @Override
    public double sign(double x) {
        return Math.max(-1, Math.min(1, x))
                + slope * (Math.max(1, x) - 1)
                + slope * (Math.min(-1, x) + 1);
    }

    @Override
    public double derivative(double x) {
        return Math.abs(x) <= 1 ? 1 : slope;
    }
}
