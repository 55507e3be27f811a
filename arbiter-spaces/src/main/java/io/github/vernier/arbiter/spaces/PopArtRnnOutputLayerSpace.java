/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces;

import io.github.vernier.layers.popart.PopArtRnnOutputLayer;
import java.util.Map;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.nn.conf.RNNFormat;

/** Space of {@link PopArtRnnOutputLayer}: each option is fixed or searched. */
public final class PopArtRnnOutputLayerSpace extends PopArtHeadSpace<PopArtRnnOutputLayer> {

    private PopArtRnnOutputLayerSpace() {}

    private PopArtRnnOutputLayerSpace(Builder builder) {
        super(builder);
    }

    @Override
    protected PopArtRnnOutputLayer.Builder start(Map<String, Object> options) {
        return new PopArtRnnOutputLayer.Builder();
    }

    /** Builder of the space. */
    @SuppressWarnings("unchecked")
    public static final class Builder extends PopArtHeadSpace.Builder<Builder> {

        /** Starts with every option at the layer's default. */
        public Builder() {}

        /**
         * Fixes the layout of the time series.
         *
         * @param dataFormat NCW or NWC
         * @return this builder
         */
        public Builder dataFormat(RNNFormat dataFormat) {
            return option("dataFormat", RNNFormat.class, dataFormat);
        }

        /**
         * Searches the layout of the time series.
         *
         * @param dataFormat NCW or NWC
         * @return this builder
         */
        public Builder dataFormat(ParameterSpace<RNNFormat> dataFormat) {
            return option("dataFormat", RNNFormat.class, dataFormat);
        }

        @Override
        public PopArtRnnOutputLayerSpace build() {
            return checked(new PopArtRnnOutputLayerSpace(this));
        }
    }
}
