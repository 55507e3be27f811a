/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.trial;

import java.util.List;

/**
 * What a store knows of a searched parameter, enough to draw it without the space.
 *
 * @param name its name, unique in the study
 * @param kind what its values are
 * @param scale how its values are spread
 * @param low the smallest value; NaN for a choice
 * @param high the largest value; NaN for a choice
 * @param choices the values of a choice in their order, empty for numbers
 */
public record ParameterDescription(
        String name, Kind kind, Scale scale, double low, double high, List<String> choices) {

    /** What values are. */
    public enum Kind {
        /** Any number between two. */
        CONTINUOUS,
        /** Whole numbers between two. */
        INTEGER,
        /** One of a list. */
        CHOICE
    }

    /** How values are spread between their ends. */
    public enum Scale {
        /** Evenly. */
        LINEAR,
        /** Evenly in their logarithm. */
        LOGARITHMIC
    }

    /** Copies the choices. */
    public ParameterDescription {
        choices = List.copyOf(choices);
    }
}
