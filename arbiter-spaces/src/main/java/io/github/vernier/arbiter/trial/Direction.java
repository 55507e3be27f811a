/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.trial;

/** Which way is better. */
public enum Direction {
    /** Smaller is better. */
    MINIMIZE,
    /** Larger is better. */
    MAXIMIZE;

    /**
     * Whether one value is strictly better than another; NaN never is.
     *
     * @param value the candidate
     * @param than what it is compared with; anything is better than NaN
     */
    public boolean better(double value, double than) {
        if (Double.isNaN(value)) {
            return false;
        }
        return Double.isNaN(than) || loss(value) < loss(than);
    }

    /**
     * The value with smaller being better, so that one formula serves both directions.
     *
     * @param value any value
     */
    public double loss(double value) {
        return this == MINIMIZE ? value : -value;
    }
}
