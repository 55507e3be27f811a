/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.substitution;

/** Where the parameters of substituted layers come from. */
public enum Initialization {
    /** From the trained weight they replace, as near as the substitute can come to it. */
    FROM_TRAINED,
    /** As in a new network: by the layer's weight initialization and the configuration's seed. */
    FRESH
}
