/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.acdc;

/**
 * De-interleaves: the even positions, then the odd ones; {@code out = in[0], in[2], …, in[1],
 * in[3], …}.
 *
 * <p>What the published {@code Riffle} does to vectors and to the columns of a matrix, and so in
 * every layer here. {@link Interleave} is its inverse.
 */
public final class Riffle implements ChannelPermutation {

    private static final long serialVersionUID = 1;

    /** Creates the permutation. */
    public Riffle() {}

    @Override
    public int[] indices(int channels) {
        Permutations.requireEven("riffle", channels);
        int half = channels / 2;
        int[] indices = new int[channels];
        for (int j = 0; j < half; j++) {
            indices[j] = 2 * j;
            indices[half + j] = 2 * j + 1;
        }
        return indices;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Riffle;
    }

    @Override
    public int hashCode() {
        return Riffle.class.hashCode();
    }

    @Override
    public String toString() {
        return "riffle";
    }
}
