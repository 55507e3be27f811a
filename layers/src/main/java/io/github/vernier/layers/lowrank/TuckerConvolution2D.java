/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.lowrank;

/**
 * Depthwise convolution followed by a 1×1 convolution with a weight in Tucker form, as one layer.
 *
 * <p>Shapes: {@code [minibatch, nIn, h, w] -> [minibatch, nOut, h', w']}, or NHWC. Parameters:
 * {@code dW [nIn, 1, kH, kW]}, {@code b [nOut]} if there is a bias, and {@code pCore0}, {@code
 * pCore1}, {@code pCore2}, {@code pU0}, {@code pU1}, {@code pU2} of {@link TuckerWeight}. With a
 * 1×1 kernel there is no depthwise part, and the 1×1 convolution carries stride, padding and
 * dilation. The weight is initialised by the layer's scheme and then decomposed.
 *
 * <p>Source: BayesWatch/deficient-efficient models/decomposed.py {@code Tucker}; {@link
 * Builder#ratio} is {@code Tucker_s}.
 */
public class TuckerConvolution2D extends TensorConvolution2D {

    private static final long serialVersionUID = 1;

    /** For JSON. */
    protected TuckerConvolution2D() {}

    /**
     * Takes a builder's settings.
     *
     * @param builder the builder
     */
    protected TuckerConvolution2D(Builder builder) {
        super(builder);
    }

    @Override
    public TuckerConvolution2D clone() {
        return (TuckerConvolution2D) super.clone();
    }

    /** Builder; a ratio is needed. */
    @SuppressWarnings("unchecked")
    public static class Builder extends TensorBuilder<Builder> {

        /**
         * Starts a layer.
         *
         * @param kernelSize kernel height and width of the depthwise convolution
         */
        public Builder(int... kernelSize) {
            super("Tucker convolution", TuckerWeight::new, kernelSize);
        }

        @Override
        public TuckerConvolution2D build() {
            validate();
            return new TuckerConvolution2D(this);
        }
    }
}
