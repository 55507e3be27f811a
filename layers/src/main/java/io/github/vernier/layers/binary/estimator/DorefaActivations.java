/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary.estimator;

import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * k bits for numbers in [0, 1]: {@code round(clip(x, 0, 1) · m) / m}, {@code m = 2^k − 1}, halves
 * to even; the gradient passes where 0 ≤ x ≤ 1.
 *
 * <p>Source: DoReFa-Net, arXiv 1606.06160; Larq's {@code DoReFa(mode="activations")}.
 *
 * @param bits k, from 1 to 24
 */
public record DorefaActivations(@JsonProperty("bits") int bits) implements MaskingEstimator {

    /**
     * Checks the bits.
     *
     * @throws IllegalArgumentException if bits is out of range
     */
    public DorefaActivations {
        Require.bits(bits);
    }

    @Override
    public double sign(double x) {
        double m = (1 << bits) - 1;
        return Math.rint(Math.max(0, Math.min(1, x)) * m) / m;
    }

    @Override
    public Interval passing() {
        return Interval.closed(0, 1);
    }
}
