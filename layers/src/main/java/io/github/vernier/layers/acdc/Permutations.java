/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.acdc;

/** Index arrays that are permutations. */
final class Permutations {

    private Permutations() {}

    static void requireEven(String what, int channels) {
        if (channels % 2 != 0) {
            throw new IllegalArgumentException(
                    "A "
                            + what
                            + " needs an even number of channels, but there are "
                            + channels
                            + "; choose another number, or no inner riffle and another permutation");
        }
    }

    /** The argument, if every index stands in it once. */
    static int[] require(int[] indices) {
        boolean[] seen = new boolean[indices.length];
        for (int j = 0; j < indices.length; j++) {
            int i = indices[j];
            if (i < 0 || i >= seen.length || seen[i]) {
                throw new IllegalArgumentException(
                        "Permutation of "
                                + seen.length
                                + ": entry "
                                + j
                                + " must be from 0 to "
                                + (seen.length - 1)
                                + " and not occur before, but is "
                                + i);
            }
            seen[i] = true;
        }
        return indices;
    }

    static int[] inverse(int[] indices) {
        int[] inverse = new int[indices.length];
        for (int j = 0; j < indices.length; j++) {
            inverse[indices[j]] = j;
        }
        return inverse;
    }

    /** The same permutation in each of several contiguous blocks. */
    static int[] inBlocks(int[] block, int blocks) {
        int[] all = new int[block.length * blocks];
        for (int j = 0; j < all.length; j++) {
            all[j] = j - j % block.length + block[j % block.length];
        }
        return all;
    }
}
