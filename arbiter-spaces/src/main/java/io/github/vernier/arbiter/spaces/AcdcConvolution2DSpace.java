/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces;

import io.github.vernier.arbiter.spaces.options.AcdcOptions;
import io.github.vernier.arbiter.spaces.options.DepthwiseBiasOption;
import io.github.vernier.layers.acdc.AcdcConvolution2D;
import java.util.Map;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;

/** Space of {@link AcdcConvolution2D}: each option is fixed or searched. */
public final class AcdcConvolution2DSpace extends Conv2DLayerSpace<AcdcConvolution2D> {

    private AcdcConvolution2DSpace() {}

    private AcdcConvolution2DSpace(Builder builder) {
        super(builder);
    }

    @Override
    protected AcdcConvolution2D.Builder start(Map<String, Object> options) {
        return new AcdcConvolution2D.Builder(1, 1);
    }

    /** Builder of the space. */
    @SuppressWarnings("unchecked")
    public static final class Builder extends Conv2DLayerSpace.Builder<Builder>
            implements AcdcOptions<Builder>, DepthwiseBiasOption<Builder> {

        /** Starts with every option at the layer's default. */
        public Builder() {}

        /**
         * Fixes the number of layers as published, one more than there are factors; instead of
         * factors.
         *
         * @param layers at least 2
         * @return this builder
         */
        public Builder layers(int layers) {
            return option("layers", Integer.class, layers);
        }

        /**
         * Searches the number of layers as published, one more than there are factors; instead of
         * factors.
         *
         * @param layers at least 2
         * @return this builder
         */
        public Builder layers(ParameterSpace<Integer> layers) {
            return option("layers", Integer.class, layers);
        }

        @Override
        public AcdcConvolution2DSpace build() {
            return checked(new AcdcConvolution2DSpace(this));
        }
    }
}
