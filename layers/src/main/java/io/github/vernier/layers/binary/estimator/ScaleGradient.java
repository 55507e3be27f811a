/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary.estimator;

/** What becomes of a scale in the backward pass. */
public enum ScaleGradient {

    /** The gradient is multiplied by the scale; none flows to the weights through it: Larq. */
    STOPPED,

    /** The backward pass knows nothing of the scale: Bi-Real Net's published code. */
    IGNORED,

    /** The gradient also flows to the weights through the scale: BMXNet. */
    FLOWING
}
