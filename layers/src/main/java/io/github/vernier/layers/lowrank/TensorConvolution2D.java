/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.lowrank;

import io.github.vernier.layers.parameterized.DenseWeight;
import io.github.vernier.layers.parameterized.ParameterizedSeparableConvolution2D;
import java.util.function.DoubleFunction;

/**
 * A dense depthwise convolution followed by a 1×1 convolution whose weight is a decomposed tensor.
 */
public abstract class TensorConvolution2D extends ParameterizedSeparableConvolution2D {

    private static final long serialVersionUID = 1;

    /** For JSON. */
    protected TensorConvolution2D() {}

    /**
     * Takes a builder's settings.
     *
     * @param builder the builder
     */
    protected TensorConvolution2D(TensorBuilder<?> builder) {
        super(builder, new DenseWeight(), builder.weight);
    }

    @Override
    public TensorConvolution2D clone() {
        return (TensorConvolution2D) super.clone();
    }

    /**
     * What builders of such layers share; a ratio is needed.
     *
     * @param <T> the builder's own type, for fluent calls
     */
    @SuppressWarnings("unchecked")
    public abstract static class TensorBuilder<T extends TensorBuilder<T>>
            extends AbstractBuilder<T> {

        private final String layer;
        private final DoubleFunction<TensorWeight> decomposition;
        private TensorWeight weight;

        /**
         * Starts a layer.
         *
         * @param layer what the layer is called in errors
         * @param decomposition makes the weight of a ratio
         * @param kernelSize kernel height and width of the depthwise convolution
         */
        protected TensorBuilder(
                String layer, DoubleFunction<TensorWeight> decomposition, int... kernelSize) {
            super(kernelSize);
            this.layer = layer;
            this.decomposition = decomposition;
        }

        /**
         * Sets the ranks.
         *
         * @param ratio share of the dimensions that the ranks are, in [0, 1]; 0 is rank 1
         * @return this builder
         */
        public T ratio(double ratio) {
            this.weight = decomposition.apply(ratio);
            return (T) this;
        }

        /** The stock builder's checks, and whether there is a ratio. */
        @Override
        protected void validate() {
            super.validate();
            if (weight == null) {
                throw new IllegalArgumentException(layer + ": a ratio must be given");
            }
        }
    }
}
