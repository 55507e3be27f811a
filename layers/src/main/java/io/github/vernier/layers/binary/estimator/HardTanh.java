/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary.estimator;

import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Not a quantizer, but what binary networks are activated by before one: x clipped to [−1, 1].
 *
 * <p>Source: inclusive as TensorFlow's {@code clip_by_value} and {@code torch.clamp}, exclusive as
 * {@code torch.nn.functional.hardtanh}.
 *
 * @param bounds whether the gradient passes at exactly ±1
 */
public record HardTanh(@JsonProperty("bounds") Bounds bounds) implements MaskingEstimator {

    @Override
    public double sign(double x) {
        return Math.max(-1, Math.min(1, x));
    }

    @Override
    public Interval passing() {
        return new Interval(-1, 1, bounds);
    }
}
