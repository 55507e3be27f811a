/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.popart;

/**
 * The head of a network that is running: what its layer implements.
 *
 * <p>{@code ((PopArtHead) network.getOutputLayer()).statistics()}
 */
public interface PopArtHead {

    /** Statistics and the facts of the last training step. */
    PopArtStatistics statistics();

    /**
     * Gives the head another scale and, in {@link PopArtMode#POP_ART}, the weights that keep its
     * outputs.
     *
     * <p>For target networks, which need their online network's scale, and for averaging replicas.
     * The variance becomes σ²; step counts stay.
     *
     * @param scale one (μ, σ) for each statistic
     * @throws IllegalArgumentException if their number is another
     */
    void rescale(OutputScale scale);
}
