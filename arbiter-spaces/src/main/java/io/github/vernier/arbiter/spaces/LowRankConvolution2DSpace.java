/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces;

import io.github.vernier.layers.lowrank.LowRankConvolution2D;
import java.util.Map;

/**
 * Space of {@link LowRankConvolution2D}: each option is fixed or searched. One of rank and ratio is
 * needed.
 */
public final class LowRankConvolution2DSpace
        extends FactoredConvolution2DSpace<LowRankConvolution2D> {

    private LowRankConvolution2DSpace() {}

    private LowRankConvolution2DSpace(Builder builder) {
        super(builder);
    }

    @Override
    protected LowRankConvolution2D.Builder start(Map<String, Object> options) {
        return new LowRankConvolution2D.Builder(1, 1);
    }

    /** Builder of the space. */
    @SuppressWarnings("unchecked")
    public static final class Builder extends FactoredConvolution2DSpace.Builder<Builder> {

        /** Starts with every option at the layer's default. */
        public Builder() {}

        @Override
        public LowRankConvolution2DSpace build() {
            return checked(new LowRankConvolution2DSpace(this));
        }
    }
}
