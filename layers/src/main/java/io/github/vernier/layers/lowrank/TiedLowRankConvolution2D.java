/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.lowrank;

/**
 * Depthwise convolution followed by a 1×1 convolution of rank r whose two factors are one matrix,
 * {@code FᵀF} of the input repeated {@code nOut / nIn} times, as one layer.
 *
 * <p>Shapes: {@code [minibatch, nIn, h, w] -> [minibatch, nOut, h', w']}, or NHWC. Parameters:
 * {@code dW [nIn, 1, kH, kW]}, {@code b [nOut]} if there is a bias, {@code pFactor [r, nOut, 1,
 * 1]}. With a 1×1 kernel there is no depthwise part, and the 1×1 convolution carries stride and
 * padding.
 *
 * <p>Source: BayesWatch/deficient-efficient models/blocks.py {@code LowRank}; {@link Builder#ratio}
 * is {@code LR_s}. There a 1×1 kernel ignores the padding; {@link Builder#referenceCompatible} does
 * so.
 */
public class TiedLowRankConvolution2D extends FactoredConvolution2D {

    private static final long serialVersionUID = 1;

    /** For JSON. */
    protected TiedLowRankConvolution2D() {}

    /**
     * Takes a builder's settings.
     *
     * @param builder the builder
     */
    protected TiedLowRankConvolution2D(Builder builder) {
        super(builder, new TiedLowRankWeight(builder.getRank()));
    }

    @Override
    public TiedLowRankConvolution2D clone() {
        return (TiedLowRankConvolution2D) super.clone();
    }

    /** Builder; a rank or a ratio is needed. */
    @SuppressWarnings("unchecked")
    public static class Builder extends FactoredBuilder<Builder> {

        /**
         * Starts a layer.
         *
         * @param kernelSize kernel height and width of the depthwise convolution
         */
        public Builder(int... kernelSize) {
            super("Tied low-rank convolution", kernelSize);
        }

        /**
         * The layer.
         *
         * @throws IllegalArgumentException if there is no such rank
         */
        @Override
        public TiedLowRankConvolution2D build() {
            validate();
            return new TiedLowRankConvolution2D(this);
        }
    }
}
