/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.acdc;

/**
 * Interleaves the two halves: {@code out[2j] = in[j]}, {@code out[2j + 1] = in[channels / 2 + j]}.
 *
 * <p>What the published {@code Riffle} does to the channels of a four-dimensional tensor: the
 * inverse of what it does to vectors ({@link Riffle}). No published layer uses it.
 */
public final class Interleave implements ChannelPermutation {

    private static final long serialVersionUID = 1;

    /** Creates the permutation. */
    public Interleave() {}

    @Override
    public int[] indices(int channels) {
        Permutations.requireEven("interleave", channels);
        return new ChannelShuffle(2).indices(channels);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Interleave;
    }

    @Override
    public int hashCode() {
        return Interleave.class.hashCode();
    }

    @Override
    public String toString() {
        return "interleave";
    }
}
