/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces;

import io.github.vernier.layers.lowrank.TiedLowRankConvolution2D;
import java.util.Map;

/**
 * Space of {@link TiedLowRankConvolution2D}: each option is fixed or searched. One of rank and
 * ratio is needed.
 */
public final class TiedLowRankConvolution2DSpace
        extends FactoredConvolution2DSpace<TiedLowRankConvolution2D> {

    private TiedLowRankConvolution2DSpace() {}

    private TiedLowRankConvolution2DSpace(Builder builder) {
        super(builder);
    }

    @Override
    protected TiedLowRankConvolution2D.Builder start(Map<String, Object> options) {
        return new TiedLowRankConvolution2D.Builder(1, 1);
    }

    /** Builder of the space. */
    @SuppressWarnings("unchecked")
    public static final class Builder extends FactoredConvolution2DSpace.Builder<Builder> {

        /** Starts with every option at the layer's default. */
        public Builder() {}

        @Override
        public TiedLowRankConvolution2DSpace build() {
            return checked(new TiedLowRankConvolution2DSpace(this));
        }
    }
}
