/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary;

/** Whether the input is scaled before its sign is taken. */
public enum InputScaling {

    /** Not: {@code x0 = x}. */
    NONE,

    /**
     * In training each example is divided by its standard deviation, {@code x0 = x / √(var_i + ε)},
     * var_i unbiased over channels, rows and columns; the mean is not subtracted. The gradient
     * flows through the deviation. At inference {@code x0 = x}: the sign is the same. As published;
     * needs at least 2 values for each example.
     */
    PER_EXAMPLE
}
