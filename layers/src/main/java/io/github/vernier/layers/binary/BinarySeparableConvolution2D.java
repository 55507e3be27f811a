/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary;

import io.github.vernier.layers.parameterized.ParameterizedSeparableConvolution2D;
import io.github.vernier.layers.parameterized.WeightShape;
import org.deeplearning4j.nn.conf.inputs.InputType;

/**
 * Binary depthwise convolution followed by a binary 1×1 convolution, as one layer.
 *
 * <p>The input is made binary as in {@link BinaryConvolution2D}; the map between the two
 * convolutions stays as it is (as in Larq's {@code QuantSeparableConv2D}) unless {@link
 * Builder#binaryBetween} is called. Each convolution has its own latent weight, clamp and alpha.
 *
 * <p>Shapes: {@code [minibatch, nIn, h, w] -> [minibatch, nOut, h', w']}, or NHWC. Parameters:
 * {@code dW [nIn, 1, kH, kW]}, {@code dAlpha [nIn]}, {@code b [nOut]}, {@code pW [nOut, nIn, 1,
 * 1]}, {@code pAlpha [nOut]}. With a 1×1 kernel there is only the second convolution.
 */
public class BinarySeparableConvolution2D extends ParameterizedSeparableConvolution2D {

    private static final long serialVersionUID = 1;

    /** For JSON. */
    protected BinarySeparableConvolution2D() {}

    /**
     * Takes a builder's settings.
     *
     * @param builder the builder
     */
    protected BinarySeparableConvolution2D(Builder builder) {
        super(builder);
        this.depthwise = builder.binary.weight();
        this.pointwise = builder.binary.weight();
        this.depthwiseInput = builder.binary.input();
        this.pointwiseInput = builder.binaryBetween ? builder.binary.input() : null;
        initializeConstraints(builder);
    }

    @Override
    public void setNIn(InputType inputType, boolean override) {
        super.setNIn(inputType, override);
        if (!isPointwiseOnly()) {
            depthwise.parameters(new WeightShape(nIn, 1, kernelSize[0], kernelSize[1]));
        }
        pointwise.parameters(new WeightShape(nOut, nIn, 1, 1));
    }

    /** One bit for each binary weight, 32 for all else. */
    @Override
    public long parameterBits(long trainableParameters) {
        long area = (long) kernelSize[0] * kernelSize[1];
        long binary = nIn * nOut + (isPointwiseOnly() ? 0 : nIn * area);
        return BinaryWeight.bits(binary, trainableParameters);
    }

    @Override
    public BinarySeparableConvolution2D clone() {
        return (BinarySeparableConvolution2D) super.clone();
    }

    @Override
    protected boolean canEqual(Object other) {
        return other instanceof BinarySeparableConvolution2D;
    }

    /** Builder; every option has the published default. */
    @SuppressWarnings("unchecked")
    public static class Builder extends AbstractBuilder<Builder> implements BinaryBuilder<Builder> {

        private final BinaryOptions binary = new BinaryOptions();
        private boolean binaryBetween;

        /**
         * Starts a binary separable convolution.
         *
         * @param kernelSize kernel height and width of the depthwise convolution
         */
        public Builder(int... kernelSize) {
            super(kernelSize);
        }

        /**
         * Makes the map between the two convolutions binary too, which bit-packed inference needs.
         *
         * @return this builder
         */
        public Builder binaryBetween() {
            this.binaryBetween = true;
            return this;
        }

        @Override
        public BinaryOptions binary() {
            return binary;
        }

        @Override
        public BinarySeparableConvolution2D build() {
            validate();
            return new BinarySeparableConvolution2D(this);
        }
    }
}
