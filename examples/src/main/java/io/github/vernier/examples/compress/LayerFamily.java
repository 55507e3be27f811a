/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.compress;

import io.github.vernier.layers.substitution.AcdcSubstitute;
import io.github.vernier.layers.substitution.BothHashedSeparableSubstitute;
import io.github.vernier.layers.substitution.HashedSeparableSubstitute;
import io.github.vernier.layers.substitution.HashedSubstitute;
import io.github.vernier.layers.substitution.LowRankSubstitute;
import io.github.vernier.layers.substitution.ShuffleSubstitute;
import io.github.vernier.layers.substitution.Substitute;
import io.github.vernier.layers.substitution.TensorTrainSubstitute;
import io.github.vernier.layers.substitution.TiedLowRankSubstitute;
import io.github.vernier.layers.substitution.TuckerSubstitute;
import java.util.Locale;

/** Compact layers that can take the place of convolutions. */
public enum LayerFamily {
    /** Weights share values. */
    HASHED(new HashedSubstitute()),
    /** A depthwise convolution, and a 1x1 convolution whose weights share values. */
    HASHED_SEPARABLE(new HashedSeparableSubstitute()),
    /** The same with shared values in both. */
    BOTH_HASHED_SEPARABLE(new BothHashedSeparableSubstitute()),
    /** A depthwise convolution, and a 1x1 convolution in two thin ones. */
    LOW_RANK(new LowRankSubstitute()),
    /** The same with one matrix for both; input channels must divide output channels. */
    TIED_LOW_RANK(new TiedLowRankSubstitute()),
    /** Grouped 1x1 convolutions around a depthwise one. */
    SHUFFLE(new ShuffleSubstitute()),
    /** A depthwise convolution, and a 1x1 convolution in tensor-train form. */
    TENSOR_TRAIN(new TensorTrainSubstitute()),
    /** A depthwise convolution, and a 1x1 convolution in Tucker form. */
    TUCKER(new TuckerSubstitute()),
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
