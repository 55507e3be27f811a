/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.parameter;

import io.github.vernier.arbiter.trial.ParameterDescription;

/** One coordinate of a space: its values along [0, 1], and back. */
interface Parameter {

    /** What a store keeps of it. */
    ParameterDescription description();

    /**
     * The value at a coordinate.
     *
     * @param coordinate in [0, 1]
     * @return a Double, Long, Boolean or String
     */
    Object value(double coordinate);

    /**
     * A coordinate with that value, the middle one where there are many.
     *
     * @param value the value, or its text
     * @throws IllegalArgumentException if there is none
     */
    double coordinate(Object value);

    /**
     * Coordinates of a grid, each with another value, ascending.
     *
     * @param resolution how many points a range has; a choice has all its values, integers at most
     *     as many as there are
     */
    double[] grid(int resolution);

    /** Number of different values; {@link Integer#MAX_VALUE} for a continuous range. */
    int cardinality();

    /** Its name. */
    default String name() {
        return description().name();
    }
}
