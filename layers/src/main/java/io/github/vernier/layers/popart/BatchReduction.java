/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.popart;

/** What a minibatch of n targets is to a statistic. */
public enum BatchReduction {
    /** One observation, the mean of its targets: effective step size β. */
    MEAN,
    /**
     * n observations at once, {@code μ += β Σ (y − μ)}: effective step size nβ, which overshoots
     * above 1 and diverges above 2. For parity with deepmind/rlax ({@code rlax/_src/pop_art.py}).
     */
    SUM;

    /** Effective step size of a minibatch with so many targets. */
    double stepSize(double step, int targets) {
        return this == SUM ? step * targets : step;
    }
}
