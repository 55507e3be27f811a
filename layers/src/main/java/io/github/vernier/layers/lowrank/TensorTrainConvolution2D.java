/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.lowrank;

/**
 * Depthwise convolution followed by a 1×1 convolution with a weight in tensor-train form, as one
 * layer.
 *
 * <p>Shapes: {@code [minibatch, nIn, h, w] -> [minibatch, nOut, h', w']}, or NHWC. Parameters:
 * {@code dW [nIn, 1, kH, kW]}, {@code b [nOut]} if there is a bias, and {@code pCore0 [1, d1, r1]},
 * {@code pCore1 [r1, d2, r2]}, {@code pCore2 [r2, d3, 1]} of {@link TensorTrainWeight}. With a 1×1
 * kernel there is no depthwise part, and the 1×1 convolution carries stride, padding and dilation.
 * The weight is initialised by the layer's scheme and then decomposed.
 *
 * <p>Source: BayesWatch/deficient-efficient models/decomposed.py {@code TensorTrain}; {@link
 * Builder#ratio} is {@code TensorTrain_s}.
 */
public class TensorTrainConvolution2D extends TensorConvolution2D {

    private static final long serialVersionUID = 1;

    /** For JSON. */
    protected TensorTrainConvolution2D() {}

    /**
     * Takes a builder's settings.
     *
     * @param builder the builder
     */
    protected TensorTrainConvolution2D(Builder builder) {
        super(builder);
    }

    @Override
    public TensorTrainConvolution2D clone() {
        return (TensorTrainConvolution2D) super.clone();
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
            super("Tensor-train convolution", TensorTrainWeight::new, kernelSize);
        }

        @Override
        public TensorTrainConvolution2D build() {
            validate();
            return new TensorTrainConvolution2D(this);
        }
    }
}
