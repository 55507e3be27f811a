/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces;

import io.github.vernier.layers.hashed.HashedSeparableConvolution2D;
import java.util.Map;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.util.LeafUtils;

/**
 * Space of {@link HashedSeparableConvolution2D}: each option is fixed or searched.
 *
 * <p>The kernel and one of ratio, buckets, budget and decimate are needed; ratio and buckets are
 * those of the 1×1 convolution, budget and decimate count both convolutions.
 */
public final class HashedSeparableConvolution2DSpace
        extends HashedLayerSpace<HashedSeparableConvolution2D> {

    private ParameterSpace<Integer> budget;
    private ParameterSpace<Boolean> hashedDepthwise;
    private ParameterSpace<Boolean> depthwiseBias;

    private HashedSeparableConvolution2DSpace() {}

    private HashedSeparableConvolution2DSpace(Builder builder) {
        super(builder);
        this.budget = builder.budget;
        this.hashedDepthwise = builder.hashedDepthwise;
        this.depthwiseBias = builder.depthwiseBias;
        this.numParameters = LeafUtils.countUniqueParameters(collectLeaves());
    }

    @Override
    public HashedSeparableConvolution2D getValue(double[] values) {
        HashedSeparableConvolution2D.Builder layer = new HashedSeparableConvolution2D.Builder(1, 1);
        setConvolutionOptions(layer, values);
        setHashOptions(layer, values);
        set(budget, values, n -> layer.budget(n));
        set(hashedDepthwise, values, layer::hashedDepthwise);
        set(depthwiseBias, values, layer::depthwiseBias);
        return layer.build();
    }

    /** Builder of the space. */
    @SuppressWarnings("unchecked")
    public static final class Builder extends HashedLayerSpace.Builder<Builder> {

        private ParameterSpace<Integer> budget;
        private ParameterSpace<Boolean> hashedDepthwise;
        private ParameterSpace<Boolean> depthwiseBias;

        /** Starts with every option at the layer's default. */
        public Builder() {}

        /**
         * Fixes what {@link #budget(ParameterSpace)} searches.
         *
         * @param budget number of values
         * @return this builder
         */
        public Builder budget(int budget) {
            return budget(new PlainValue<>(budget));
        }

        /**
         * Searches what both convolutions have together, biases apart.
         *
         * @param budget number of values; one that leaves a convolution without a bucket fails when
         *     the network is made
         * @return this builder
         */
        public Builder budget(ParameterSpace<Integer> budget) {
            this.budget = PlainValue.ifSingle(budget);
            return this;
        }

        /**
         * Fixes what {@link #hashedDepthwise(ParameterSpace)} searches.
         *
         * @param hashedDepthwise whether it is
         * @return this builder
         */
        public Builder hashedDepthwise(boolean hashedDepthwise) {
            return hashedDepthwise(new PlainValue<>(hashedDepthwise));
        }

        /**
         * Searches whether the depthwise convolution is hashed too.
         *
         * @param hashedDepthwise whether it is
         * @return this builder
         */
        public Builder hashedDepthwise(ParameterSpace<Boolean> hashedDepthwise) {
            this.hashedDepthwise = PlainValue.ifSingle(hashedDepthwise);
            return this;
        }

        /**
         * Fixes what {@link #depthwiseBias(ParameterSpace)} searches.
         *
         * @param depthwiseBias whether it has one
         * @return this builder
         */
        public Builder depthwiseBias(boolean depthwiseBias) {
            return depthwiseBias(new PlainValue<>(depthwiseBias));
        }

        /**
         * Searches whether the depthwise convolution has a bias of its own.
         *
         * @param depthwiseBias whether it has one
         * @return this builder
         */
        public Builder depthwiseBias(ParameterSpace<Boolean> depthwiseBias) {
            this.depthwiseBias = PlainValue.ifSingle(depthwiseBias);
            return this;
        }

        @Override
        protected Map<String, ParameterSpace<?>> sizes() {
            Map<String, ParameterSpace<?>> sizes = super.sizes();
            sizes.put("budget", budget);
            return sizes;
        }

        @Override
        public HashedSeparableConvolution2DSpace build() {
            validate();
            atLeast(1, "budget", budget);
            return new HashedSeparableConvolution2DSpace(this);
        }
    }
}
