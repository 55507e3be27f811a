/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.lowrank;

/**
 * What builders of layers with a factored 1×1 part share.
 *
 * @param <T> the builder's own type, for fluent calls
 */
public interface LowRankBuilder<T extends LowRankBuilder<T>> {

    /**
     * Sets the rank of the 1×1 weight.
     *
     * @param rank how many channels there are between the factors
     * @return this builder
     */
    T rank(Rank rank);

    /**
     * Sets the rank as a number.
     *
     * @param rank from 1 to the larger number of channels
     * @return this builder
     */
    default T rank(int rank) {
        return rank(Rank.exactly(rank));
    }

    /**
     * Sets the rank to {@code floor(ratio * max(nIn, nOut))}, at least 1.
     *
     * @param ratio in (0, 1]
     * @return this builder
     */
    default T ratio(double ratio) {
        return rank(Rank.ratio(ratio));
    }
}
