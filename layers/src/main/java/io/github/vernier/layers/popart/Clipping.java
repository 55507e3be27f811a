/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.popart;

/** Whether a bound decides a σ. */
public enum Clipping {
    /** Neither bound. */
    NONE,
    /** The variance is below the lower bound. */
    LOW,
    /** The variance is above the upper bound. */
    HIGH
}
