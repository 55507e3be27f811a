/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces;

import io.github.vernier.arbiter.spaces.options.DepthwiseBiasOption;
import io.github.vernier.arbiter.spaces.options.RankOptions;
import io.github.vernier.layers.lowrank.FactoredConvolution2D;
import java.util.List;

/**
 * Space of a convolution with a factored 1×1 weight: one of rank and ratio is needed.
 *
 * @param <L> the layer
 */
public abstract class FactoredConvolution2DSpace<L extends FactoredConvolution2D>
        extends Conv2DLayerSpace<L> {

    /** For JSON. */
    protected FactoredConvolution2DSpace() {}

    /**
     * Takes a builder's options.
     *
     * @param builder the builder
     */
    protected FactoredConvolution2DSpace(Builder<?> builder) {
        super(builder);
    }

    @Override
    protected List<String> alternatives() {
        return List.of("rank", "ratio");
    }

    /**
     * What builders of such spaces share.
     *
     * @param <T> the builder's own type, for fluent calls
     */
    public abstract static class Builder<T extends Builder<T>> extends Conv2DLayerSpace.Builder<T>
            implements RankOptions<T>, DepthwiseBiasOption<T> {

        /** Starts with every option at the layer's default. */
        protected Builder() {}
    }
}
