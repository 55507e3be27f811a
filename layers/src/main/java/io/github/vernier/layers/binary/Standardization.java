/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary;

/** What is done to the filters of a latent weight before its sign is taken. */
public enum Standardization {

    /** Nothing: {@code w1 = w}. */
    NONE,

    /** The mean is subtracted: {@code w1 = w - mean_o}. */
    CENTER,

    /**
     * The mean is subtracted and the standard deviation made {@code √2 b*}: {@code w1 = √2 b* (w -
     * mean_o) / √(var_o + ε)}, var_o unbiased; needs a fan-in of at least 2.
     */
    STANDARDIZE
}
