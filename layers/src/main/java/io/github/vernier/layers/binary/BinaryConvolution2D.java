/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary;

import io.github.vernier.layers.parameterized.InputTransform;
import io.github.vernier.layers.parameterized.ParameterizedConvolution2D;
import io.github.vernier.layers.parameterized.WeightParameterization;
import org.deeplearning4j.nn.conf.inputs.InputType;

/**
 * 2-D convolution of a binary input with a binary weight: the rectified clamp unit.
 *
 * <p>{@code y = alpha · (conv(sign(x / σ), sign(clamp(standardize(w)))) + b)}; the parts are {@link
 * BinaryInput} and {@link BinaryWeight}, with formulas, gradients and sources.
 *
 * <p>Shapes: {@code [minibatch, nIn, h, w] -> [minibatch, nOut, h', w']}, or NHWC. Parameters:
 * {@code b [nOut]} (published networks have no bias: {@code hasBias(false)}), {@code W [nOut, nIn,
 * kH, kW]}, {@code alpha [nOut]}. Published weight initialisation: {@code WeightInit.RELU}. No
 * state: τ follows the layer's iteration and epoch.
 *
 * <p>Batch normalization belongs behind every binary layer; the first and last layer of a network
 * are better left as they are.
 */
public class BinaryConvolution2D extends ParameterizedConvolution2D {

    private static final long serialVersionUID = 1;

    /** For JSON. */
    protected BinaryConvolution2D() {}

    /**
     * Takes a builder's settings.
     *
     * @param builder the builder
     */
    protected BinaryConvolution2D(AbstractBinaryBuilder<?> builder) {
        super(builder);
    }

    @Override
    public BinaryWeight getParameterization() {
        return (BinaryWeight) parameterization;
    }

    @Override
    public void setNIn(InputType inputType, boolean override) {
        super.setNIn(inputType, override);
        channelsAreKnown();
    }

    /**
     * Called when the number of input channels has been set.
     *
     * @throws IllegalArgumentException if there is no such layer
     */
    protected void channelsAreKnown() {
        parameterization.parameters(weightShape());
    }

    /** One bit for each binary weight, 32 for all else. */
    @Override
    public long parameterBits(long trainableParameters) {
        return BinaryWeight.bits(weightShape().length(), trainableParameters);
    }

    @Override
    public BinaryConvolution2D clone() {
        return (BinaryConvolution2D) super.clone();
    }

    @Override
    protected boolean canEqual(Object other) {
        return other instanceof BinaryConvolution2D;
    }

    /** Builder; every option has the published default. */
    @SuppressWarnings("unchecked")
    public static class Builder extends AbstractBinaryBuilder<Builder> {

        /**
         * Starts a binary convolution.
         *
         * @param kernelSize kernel height and width
         */
        public Builder(int... kernelSize) {
            super(kernelSize);
        }

        @Override
        public BinaryConvolution2D build() {
            validate();
            return new BinaryConvolution2D(this);
        }
    }

    /**
     * What builders of binary 2-D convolutions share.
     *
     * @param <T> the builder's own type, for fluent calls
     */
    @SuppressWarnings("unchecked")
    public abstract static class AbstractBinaryBuilder<T extends AbstractBinaryBuilder<T>>
            extends AbstractBuilder<T> implements BinaryBuilder<T> {

        private final BinaryOptions binary = new BinaryOptions();

        /**
         * Starts a binary convolution.
         *
         * @param kernelSize kernel height and width
         */
        protected AbstractBinaryBuilder(int... kernelSize) {
            super(kernelSize);
        }

        /**
         * Sets what the binary input is padded with (default: 0, as published; 1 needs no
         * correction in bit-packed inference).
         *
         * @param value 0 or 1
         * @return this builder
         */
        public T padValue(double value) {
            binary.padValue = value;
            return (T) this;
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
    }
}
