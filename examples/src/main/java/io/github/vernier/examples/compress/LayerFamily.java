/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.compress;

import io.github.vernier.layers.binary.BinaryConvolution2D;
import io.github.vernier.layers.binary.ExponentialTau;
import io.github.vernier.layers.cost.SizeMeasure;
import io.github.vernier.layers.substitution.AcdcSubstitute;
import io.github.vernier.layers.substitution.BinarySubstitute;
import io.github.vernier.layers.substitution.BothHashedSeparableSubstitute;
import io.github.vernier.layers.substitution.HashedSeparableSubstitute;
import io.github.vernier.layers.substitution.HashedSubstitute;
import io.github.vernier.layers.substitution.LowRankSubstitute;
import io.github.vernier.layers.substitution.ShuffleSubstitute;
import io.github.vernier.layers.substitution.Substitute;
import io.github.vernier.layers.substitution.Substitution;
import io.github.vernier.layers.substitution.TensorTrainSubstitute;
import io.github.vernier.layers.substitution.TiedLowRankSubstitute;
import io.github.vernier.layers.substitution.TuckerSubstitute;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;

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
    ACDC(new AcdcSubstitute()),
    /** Signs of weights on signs of inputs (ReCU): one bit for a weight. */
    BINARY(UnaryOperator.identity()),
    /** Signs of weights on inputs as they are: as small, and nearer to the original. */
    BINARY_WEIGHT(conv -> conv.floatInput());

    private final IntFunction<Substitution.Builder> start;
    private final SizeMeasure measure;

    /** A family whose layers have any number of parameters. */
    LayerFamily(Substitute substitute) {
        this.start = epochs -> Substitution.builder().with(substitute);
        this.measure = SizeMeasure.PARAMETERS;
    }

    /**
     * Binary layers: one bit for each weight whatever the budget, which decides how many layers
     * become binary. Their clamp follows the published schedule over the training; the layer that
     * computes the result stays in float, as published.
     */
    LayerFamily(UnaryOperator<BinaryConvolution2D.Builder> options) {
        this.start =
                epochs ->
                        Substitution.builder()
                                .with(
                                        new BinarySubstitute(
                                                conv ->
                                                        options.apply(
                                                                conv.tau(
                                                                        new ExponentialTau(
                                                                                epochs)))))
                                .keepOutput();
        this.measure = SizeMeasure.BITS;
    }

    /**
     * A substitution by these layers; the budget is left to say.
     *
     * @param epochs length of the training that follows
     */
    Substitution.Builder substitution(int epochs) {
        return start.apply(epochs).measure(measure);
    }

    /** What a budget of these layers counts. */
    SizeMeasure measure() {
        return measure;
    }

    /** Name on the command line: lower case, with hyphens. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
