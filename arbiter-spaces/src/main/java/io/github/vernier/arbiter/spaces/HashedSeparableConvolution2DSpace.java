/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces;

import io.github.vernier.arbiter.spaces.options.DepthwiseBiasOption;
import io.github.vernier.arbiter.spaces.options.HashOptions;
import io.github.vernier.layers.hashed.HashedSeparableConvolution2D;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;

/**
 * Space of {@link HashedSeparableConvolution2D}: each option is fixed or searched. The kernel and
 * one of ratio, buckets, budget and decimate are needed; ratio and buckets are those of the 1×1
 * convolution, budget and decimate count both convolutions.
 */
public final class HashedSeparableConvolution2DSpace
        extends HashedLayerSpace<HashedSeparableConvolution2D> {

    private HashedSeparableConvolution2DSpace() {}

    private HashedSeparableConvolution2DSpace(Builder builder) {
        super(builder);
    }

    @Override
    protected HashedSeparableConvolution2D.Builder start(Map<String, Object> options) {
        return new HashedSeparableConvolution2D.Builder(1, 1);
    }

    @Override
    protected List<String> alternatives() {
        return List.of("ratio", "buckets", "decimate", "budget");
    }

    /** Builder of the space. */
    @SuppressWarnings("unchecked")
    public static final class Builder extends Conv2DLayerSpace.Builder<Builder>
            implements HashOptions<Builder>, DepthwiseBiasOption<Builder> {

        /** Starts with every option at the layer's default. */
        public Builder() {}

        /**
         * Fixes what both convolutions have together, biases apart.
         *
         * @param budget number of values; one that leaves a convolution without a bucket fails when
         *     the network is made
         * @return this builder
         */
        public Builder budget(int budget) {
            return option("budget", Integer.class, budget);
        }

        /**
         * Searches what both convolutions have together, biases apart.
         *
         * @param budget number of values; one that leaves a convolution without a bucket fails when
         *     the network is made
         * @return this builder
         */
        public Builder budget(ParameterSpace<Integer> budget) {
            return option("budget", Integer.class, budget);
        }

        /**
         * Fixes whether the depthwise convolution is hashed too.
         *
         * @param hashedDepthwise whether it is
         * @return this builder
         */
        public Builder hashedDepthwise(boolean hashedDepthwise) {
            return option("hashedDepthwise", Boolean.class, hashedDepthwise);
        }

        /**
         * Searches whether the depthwise convolution is hashed too.
         *
         * @param hashedDepthwise whether it is
         * @return this builder
         */
        public Builder hashedDepthwise(ParameterSpace<Boolean> hashedDepthwise) {
            return option("hashedDepthwise", Boolean.class, hashedDepthwise);
        }

        @Override
        public HashedSeparableConvolution2DSpace build() {
            return checked(new HashedSeparableConvolution2DSpace(this));
        }
    }
}
