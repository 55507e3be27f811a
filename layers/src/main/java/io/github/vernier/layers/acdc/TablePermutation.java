/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.acdc;

import java.util.Arrays;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/** A permutation given element by element, for models that come from elsewhere. */
public final class TablePermutation implements ChannelPermutation {

    private static final long serialVersionUID = 1;

    @JsonProperty private int[] table;

    /** For JSON. */
    @SuppressWarnings("unused")
    private TablePermutation() {}

    /**
     * A permutation of as many channels as the table has entries.
     *
     * @param table for output j the input it takes
     * @throws IllegalArgumentException if a number is missing, repeated or out of range
     */
    public TablePermutation(int... table) {
        this.table = Permutations.require(table.clone());
    }

    @Override
    public int[] indices(int channels) {
        if (channels != table.length) {
            throw new IllegalArgumentException(
                    "The permutation has "
                            + table.length
                            + " entries, but there are "
                            + channels
                            + " channels");
        }
        return table.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TablePermutation that && Arrays.equals(table, that.table);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(table);
    }

    @Override
    public String toString() {
        return "table of " + table.length;
    }
}
