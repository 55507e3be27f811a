/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.popart;

/** Which of the paper's two algorithms a head runs. */
public enum PopArtMode {
    /** Algorithm 1: normalized weights, preserved when the scale changes. */
    POP_ART,
    /**
     * Algorithm 2: unnormalized weights; the gradient that leaves the head for the layers below is
     * divided by σ², that of the head's own weights is not. With plain SGD and squared loss the
     * network's outputs and all lower layers are those of Algorithm 1 (Proposition 3).
     */
    NORMALIZED_SGD
}
