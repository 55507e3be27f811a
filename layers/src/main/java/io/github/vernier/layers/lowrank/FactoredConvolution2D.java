/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.lowrank;

import io.github.vernier.layers.parameterized.DenseWeight;
import io.github.vernier.layers.parameterized.FactoredWeight;
import io.github.vernier.layers.parameterized.ParameterizedSeparableConvolution2D;
import org.deeplearning4j.nn.conf.inputs.InputType;

/**
 * A dense depthwise convolution followed by a 1×1 convolution whose weight is a product of factors
 * of some rank.
 */
public abstract class FactoredConvolution2D extends ParameterizedSeparableConvolution2D {

    private static final long serialVersionUID = 1;

    /** For JSON. */
    protected FactoredConvolution2D() {}

    /**
     * Takes a builder's settings.
     *
     * @param builder the builder
     * @param pointwise how the 1×1 weight is made
     */
    protected FactoredConvolution2D(FactoredBuilder<?> builder, FactoredWeight pointwise) {
        super(builder, new DenseWeight(), pointwise);
        if (builder.referenceCompatible && isPointwiseOnly()) {
            this.padding = new int[] {0, 0};
        }
    }

    @Override
    public void setNIn(InputType inputType, boolean override) {
        super.setNIn(inputType, override);
        validateShape();
    }

    @Override
    public FactoredConvolution2D clone() {
        return (FactoredConvolution2D) super.clone();
    }

    /**
     * What builders of such layers share; a rank or a ratio is needed.
     *
     * @param <T> the builder's own type, for fluent calls
     */
    @SuppressWarnings("unchecked")
    public abstract static class FactoredBuilder<T extends FactoredBuilder<T>>
            extends AbstractBuilder<T> {

        private final String layer;
        private Rank rank;
        private boolean referenceCompatible;

        /**
         * Starts a layer.
         *
         * @param layer what the layer is called in errors
         * @param kernelSize kernel height and width of the depthwise convolution
         */
        protected FactoredBuilder(String layer, int... kernelSize) {
            super(kernelSize);
            this.layer = layer;
        }

        /** The rank; null if none was given. */
        protected final Rank getRank() {
            return rank;
        }

        /**
         * Sets the rank of the 1×1 weight.
         *
         * @param rank how many channels there are between the factors
         * @return this builder
         */
        public T rank(Rank rank) {
            this.rank = rank;
            return (T) this;
        }

        /**
         * Sets the rank as a number.
         *
         * @param rank from 1 to the larger number of channels
         * @return this builder
         */
        public T rank(int rank) {
            return rank(Rank.exactly(rank));
        }

        /**
         * Sets the rank to {@code floor(ratio * max(nIn, nOut))}, at least 1.
         *
         * @param ratio in (0, 1]
         * @return this builder
         */
        public T ratio(double ratio) {
            return rank(Rank.ratio(ratio));
        }

        /**
         * Does as the published code does: a 1×1 kernel ignores the padding (default: not).
         *
         * @param referenceCompatible whether to
         * @return this builder
         */
        public T referenceCompatible(boolean referenceCompatible) {
            this.referenceCompatible = referenceCompatible;
            return (T) this;
        }

        /** The stock builder's checks, and whether there is a rank. */
        @Override
        protected void validate() {
            super.validate();
            if (rank == null) {
                throw new IllegalArgumentException(layer + ": a rank or a ratio must be given");
            }
        }
    }
}
