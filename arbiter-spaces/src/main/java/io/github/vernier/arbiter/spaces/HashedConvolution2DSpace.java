/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces;

import io.github.vernier.arbiter.spaces.options.GroupOptions;
import io.github.vernier.arbiter.spaces.options.HashOptions;
import io.github.vernier.layers.hashed.HashedConvolution2D;
import java.util.Map;

/**
 * Space of {@link HashedConvolution2D}: each option is fixed or searched. The kernel and one of
 * ratio, buckets and decimate are needed.
 */
public final class HashedConvolution2DSpace extends HashedLayerSpace<HashedConvolution2D> {

    private HashedConvolution2DSpace() {}

    private HashedConvolution2DSpace(Builder builder) {
        super(builder);
    }

    @Override
    protected HashedConvolution2D.Builder start(Map<String, Object> options) {
        return new HashedConvolution2D.Builder(1, 1);
    }

    /** Builder of the space. */
    @SuppressWarnings("unchecked")
    public static final class Builder extends Conv2DLayerSpace.Builder<Builder>
            implements HashOptions<Builder>, GroupOptions<Builder> {

        /** Starts with every option at the layer's default. */
        public Builder() {}

        @Override
        public HashedConvolution2DSpace build() {
            return checked(new HashedConvolution2DSpace(this));
        }
    }
}
