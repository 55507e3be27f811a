/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.acdc;

import java.util.stream.IntStream;

/** Leaves channels where they are. */
public final class NoPermutation implements ChannelPermutation {

    private static final long serialVersionUID = 1;

    /** Creates the identity. */
    public NoPermutation() {}

    @Override
    public int[] indices(int channels) {
        return IntStream.range(0, channels).toArray();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NoPermutation;
    }

    @Override
    public int hashCode() {
        return NoPermutation.class.hashCode();
    }

    @Override
    public String toString() {
        return "none";
    }
}
