/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary;

/** What a binary filter is multiplied by, and where that comes from. */
public enum ScalingFactor {

    /** Nothing: {@code W = sign(w2)}. */
    NONE,

    /**
     * A parameter {@code alpha [nOut]}, as published: uniform in [0, 1) in a new layer, trained and
     * regularized with the weight.
     */
    LEARNED,

    /**
     * {@code alpha_o = mean|w2_o|} of the standardized and clamped filter, with no gradient through
     * it; as in the paper's training procedure.
     */
    MEAN_ABSOLUTE,

    /** The same, with the gradient through it. */
    MEAN_ABSOLUTE_WITH_GRADIENT;

    boolean isMeanAbsolute() {
        return this == MEAN_ABSOLUTE || this == MEAN_ABSOLUTE_WITH_GRADIENT;
    }
}
