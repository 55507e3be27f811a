/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.discrete;

import io.github.vernier.listeners.cdg.MovedLosses;

/** A function near a point: what {@link DiscreteGradient} asks for. */
public interface Neighbourhood {

    /** Number D of coordinates. */
    int dimensions();

    /** Value at the point. */
    double value();

    /**
     * By how much values differ for rounding alone; a smaller decrease is none.
     *
     * @param value value at the point
     * @return at least 0; 0 unless the function says otherwise
     */
    default double rounding(double value) {
        return 0;
    }

    /**
     * Values with coordinates moved, one at a time, to both sides.
     *
     * @param coordinates which, ascending
     * @param change by how much, above 0
     * @return one pair for each, in the same order
     */
    MovedLosses moved(int[] coordinates, double change);

    /**
     * Value a step away from the point.
     *
     * @param step what is added, {@code [D]}
     */
    double after(double[] step);
}
