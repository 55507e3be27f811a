/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary;

import io.github.vernier.layers.parameterized.InputTransform;
import io.github.vernier.layers.parameterized.ParameterizedDense;
import io.github.vernier.layers.parameterized.WeightParameterization;

/**
 * Fully connected layer of a binary input and a binary weight: {@link BinaryConvolution2D} without
 * dimensions.
 *
 * <p>{@code y = alpha · (sign(x / σ) · sign(clamp(standardize(w)))ᵀ + b)}.
 *
 * <p>Shapes: {@code [minibatch, nIn] -> [minibatch, nOut]}. Parameters: {@code b [nOut]}, {@code W
 * [nOut, nIn, 1, 1]}, {@code alpha [nOut]}.
 */
public class BinaryDense extends ParameterizedDense {

    private static final long serialVersionUID = 1;

    /** For JSON. */
    protected BinaryDense() {}

    /**
     * Takes a builder's settings.
     *
     * @param builder the builder
     */
    protected BinaryDense(Builder builder) {
        super(builder);
    }

    @Override
    public BinaryWeight getParameterization() {
        return (BinaryWeight) parameterization;
    }

    /** One bit for each binary weight, 32 for all else. */
    @Override
    public long parameterBits(long trainableParameters) {
        return BinaryWeight.bits(weightShape().length(), trainableParameters);
    }

    @Override
    public BinaryDense clone() {
        return (BinaryDense) super.clone();
    }

    @Override
    protected boolean canEqual(Object other) {
        return other instanceof BinaryDense;
    }

    /** Builder; every option has the published default. */
    @SuppressWarnings("unchecked")
    public static class Builder extends AbstractBuilder<Builder> implements BinaryBuilder<Builder> {

        private final BinaryOptions binary = new BinaryOptions();

        /** Starts a binary dense layer. */
        public Builder() {}

        @Override
        public BinaryOptions binary() {
            return binary;
        }

        @Override
        protected WeightParameterization parameterization() {
            return binary.weight();
        }

        @Override
        protected InputTransform inputTransform() {
            return binary.input();
        }

        @Override
        public BinaryDense build() {
            return new BinaryDense(this);
        }
    }
}
