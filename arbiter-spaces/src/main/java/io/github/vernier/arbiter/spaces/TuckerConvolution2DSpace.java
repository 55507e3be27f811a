/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces;

import io.github.vernier.arbiter.spaces.options.DepthwiseBiasOption;
import io.github.vernier.arbiter.spaces.options.RatioOption;
import io.github.vernier.layers.lowrank.TuckerConvolution2D;
import java.util.Map;

/** Space of {@link TuckerConvolution2D}: each option is fixed or searched. */
public final class TuckerConvolution2DSpace extends Conv2DLayerSpace<TuckerConvolution2D> {

    private TuckerConvolution2DSpace() {}

    private TuckerConvolution2DSpace(Builder builder) {
        super(builder);
    }

    @Override
    protected TuckerConvolution2D.Builder start(Map<String, Object> options) {
        return new TuckerConvolution2D.Builder(1, 1);
    }

    /** Builder of the space. */
    @SuppressWarnings("unchecked")
    public static final class Builder extends Conv2DLayerSpace.Builder<Builder>
            implements RatioOption<Builder>, DepthwiseBiasOption<Builder> {

        /** Starts with every option at the layer's default. */
        public Builder() {}

        @Override
        public TuckerConvolution2DSpace build() {
            return checked(new TuckerConvolution2DSpace(this));
        }
    }
}
