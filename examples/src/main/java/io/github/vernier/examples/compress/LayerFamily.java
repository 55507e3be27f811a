/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.compress;

import io.github.vernier.layers.substitution.AcdcSubstitute;
import io.github.vernier.layers.substitution.BothHashedSeparableSubstitute;
import io.github.vernier.layers.substitution.HashedSeparableSubstitute;
import io.github.vernier.layers.substitution.HashedSubstitute;
import io.github.vernier.layers.substitution.Substitute;
import java.util.Locale;

/** Compact layers that can take the place of convolutions. */
public enum LayerFamily {
    /** Weights share values. */
    HASHED(new HashedSubstitute()),
    /** A depthwise convolution, and a 1x1 convolution whose weights share values. */
    HASHED_SEPARABLE(new HashedSeparableSubstitute()),
    /** The same with shared values in both. */
    BOTH_HASHED_SEPARABLE(new BothHashedSeparableSubstitute()),
    /** A depthwise convolution, and a 1x1 convolution that is a product of cosine transforms. */
    ACDC(new AcdcSubstitute());

    private final Substitute substitute;

    LayerFamily(Substitute substitute) {
        this.substitute = substitute;
    }

    /** Makes the layers. */
    public Substitute substitute() {
        return substitute;
    }

    /** Name on the command line: lower case, with hyphens. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
