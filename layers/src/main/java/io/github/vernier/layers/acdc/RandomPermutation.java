/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.acdc;

import io.github.vernier.layers.hashed.HashFunction;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A permutation drawn from a seed, the same on every JVM and in every version.
 *
 * <p>The identity, shuffled by exchanging element j with element {@code below(j + 1, draw(j))} for
 * j = channels − 1, …, 1; {@code draw} and {@code below} are the SplitMix64 sequence of {@link
 * HashFunction}. Only the seed is saved.
 */
public final class RandomPermutation implements ChannelPermutation {

    private static final long serialVersionUID = 1;

    @JsonProperty private long seed;

    /** For JSON. */
    @SuppressWarnings("unused")
    private RandomPermutation() {}

    /**
     * A permutation for each number of channels.
     *
     * @param seed any number
     */
    public RandomPermutation(long seed) {
        this.seed = seed;
    }

    @Override
    public int[] indices(int channels) {
        // As many buckets as elements: each is given out once.
        return HashFunction.BALANCED.indices(channels, channels, seed);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RandomPermutation that && seed == that.seed;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(seed);
    }

    @Override
    public String toString() {
        return "random(seed=" + seed + ")";
    }
}
