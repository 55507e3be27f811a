/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.popart;

/** How many statistics a head with K outputs keeps. */
public enum StatisticsScope {
    /** One (μ, σ) for each output. */
    PER_OUTPUT,
    /** One (μ, σ) for all, which keeps the relative weight of components of one physical unit. */
    SHARED;

    /** Number of statistics of a head with so many outputs. */
    int count(long outputs) {
        return this == SHARED ? 1 : Math.toIntExact(outputs);
    }
}
