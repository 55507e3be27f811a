/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.lowrank;

import java.io.Serializable;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Rank of a factored weight: a number, or a share of the larger number of channels.
 *
 * <p>The share is resolved when the number of input channels is known.
 *
 * @param share whether the value is a share
 * @param value the rank, or the share
 */
public record Rank(@JsonProperty("share") boolean share, @JsonProperty("value") double value)
        implements Serializable {

    /** Checks the value. */
    public Rank {
        if (share ? !(value > 0 && value <= 1) : !(value >= 1)) {
            throw new IllegalArgumentException(
                    (share
                                    ? "rank ratio must be in (0, 1], but got "
                                    : "rank must be at least 1, but got ")
                            + value);
        }
    }

    /**
     * A fixed rank.
     *
     * @param rank at least 1
     * @return the rank
     * @throws IllegalArgumentException if it is not
     */
    public static Rank exactly(int rank) {
        return new Rank(false, rank);
    }

    /**
     * {@code floor(ratio * max(nIn, nOut))}, at least 1.
     *
     * @param ratio in (0, 1]
     * @return the rank
     * @throws IllegalArgumentException if the ratio is outside
     */
    public static Rank ratio(double ratio) {
        return new Rank(true, ratio);
    }

    /**
     * The rank for numbers of channels.
     *
     * @param nIn input channels
     * @param nOut output channels
     * @return the rank; 0 while the number of input channels is unknown
     * @throws IllegalArgumentException if it is above both
     */
    public int of(long nIn, long nOut) {
        if (nIn == 0 || nOut == 0) {
            return 0;
        }
        long largest = Math.max(nIn, nOut);
        if (!share && value > largest) {
            throw new IllegalArgumentException(
                    "rank must be from 1 to the larger number of channels, "
                            + largest
                            + " (nIn="
                            + nIn
                            + ", nOut="
                            + nOut
                            + "), but is "
                            + this);
        }
        return share ? Math.max(1, (int) (value * largest)) : (int) value;
    }

    @Override
    public String toString() {
        return share ? value + " of the channels" : Integer.toString((int) value);
    }
}
