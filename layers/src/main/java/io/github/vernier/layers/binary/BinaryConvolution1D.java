/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary;

import io.github.vernier.layers.parameterized.InputTransform;
import io.github.vernier.layers.parameterized.ParameterizedConvolution1D;
import io.github.vernier.layers.parameterized.WeightParameterization;

/**
 * Convolution over time of a binary input with a binary weight: {@link BinaryConvolution2D} with
 * one dimension less.
 *
 * <p>Shapes: {@code [minibatch, nIn, t] -> [minibatch, nOut, t']}, or NWC. Parameters: {@code b
 * [nOut]}, {@code W [nOut, nIn, k, 1]}, {@code alpha [nOut]}. Input scaling takes each whole
 * series, masked time steps included.
 */
public class BinaryConvolution1D extends ParameterizedConvolution1D {

    private static final long serialVersionUID = 1;

    /** For JSON. */
    protected BinaryConvolution1D() {}

    /**
     * Takes a builder's settings.
     *
     * @param builder the builder
     */
    protected BinaryConvolution1D(Builder builder) {
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
    public BinaryConvolution1D clone() {
        return (BinaryConvolution1D) super.clone();
    }

    @Override
    protected boolean canEqual(Object other) {
        return other instanceof BinaryConvolution1D;
    }

    /** Builder; every option has the published default. */
    @SuppressWarnings("unchecked")
    public static class Builder extends AbstractTimeBuilder<Builder>
            implements BinaryBuilder<Builder> {

        private final BinaryOptions binary = new BinaryOptions();

        /**
         * Starts a binary convolution over time.
         *
         * @param kernelSize kernel length
         */
        public Builder(int kernelSize) {
            super(kernelSize);
        }

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
        public BinaryConvolution1D build() {
            validate();
            return new BinaryConvolution1D(this);
        }
    }
}
