/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.acdc;

/** How an ACDC layer computes; the results agree to rounding. */
public enum AcdcPath {
    /**
     * Whichever is faster: {@link #WEIGHT} at inference, where the weight is built once, and in
     * training wherever there are at least as many columns (examples times positions) as input
     * channels; else {@link #ACTIVATIONS}.
     */
    AUTO,
    /**
     * The weight is built, by transforming the columns of the unit matrix, and the convolution is
     * an ordinary one. Building does not depend on batch and image size.
     */
    WEIGHT,
    /** The transforms are applied to the activations; no matrix of channels by channels exists. */
    ACTIVATIONS
}
