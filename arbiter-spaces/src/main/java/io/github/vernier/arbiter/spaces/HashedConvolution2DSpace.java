/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces;

import io.github.vernier.layers.hashed.HashedConvolution2D;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.util.LeafUtils;

/**
 * Space of {@link HashedConvolution2D}: each option is fixed or searched.
 *
 * <p>The kernel and one of ratio, buckets and decimate are needed.
 */
public final class HashedConvolution2DSpace extends HashedLayerSpace<HashedConvolution2D> {

    private ParameterSpace<Integer> groups;

    private HashedConvolution2DSpace() {}

    private HashedConvolution2DSpace(Builder builder) {
        super(builder);
        this.groups = builder.groups;
        this.numParameters = LeafUtils.countUniqueParameters(collectLeaves());
    }

    @Override
    public HashedConvolution2D getValue(double[] values) {
        HashedConvolution2D.Builder layer = new HashedConvolution2D.Builder(1, 1);
        setConvolutionOptions(layer, values);
        setHashOptions(layer, values);
        set(groups, values, layer::groups);
        return layer.build();
    }

    /** Builder of the space. */
    @SuppressWarnings("unchecked")
    public static final class Builder extends HashedLayerSpace.Builder<Builder> {

        private ParameterSpace<Integer> groups;

        /** Starts with every option at the layer's default. */
        public Builder() {}

        /**
         * Fixes what {@link #groups(ParameterSpace)} searches.
         *
         * @param groups at least 1
         * @return this builder
         */
        public Builder groups(int groups) {
            return groups(new PlainValue<>(groups));
        }

        /**
         * Searches the number of groups of channels that do not see each other.
         *
         * @param groups at least 1; one that does not divide nIn and nOut fails when the network is
         *     made
         * @return this builder
         */
        public Builder groups(ParameterSpace<Integer> groups) {
            this.groups = PlainValue.ifSingle(groups);
            return this;
        }

        @Override
        public HashedConvolution2DSpace build() {
            validate();
            atLeast(1, "groups", groups);
            return new HashedConvolution2DSpace(this);
        }
    }
}
