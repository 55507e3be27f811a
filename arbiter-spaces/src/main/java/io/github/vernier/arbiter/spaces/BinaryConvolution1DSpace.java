/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces;

import io.github.vernier.arbiter.spaces.options.BinaryOptions;
import io.github.vernier.arbiter.spaces.options.GroupOptions;
import io.github.vernier.layers.binary.BinaryConvolution1D;
import java.util.Map;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.nn.conf.RNNFormat;

/**
 * Space of {@link BinaryConvolution1D}: each option is fixed or searched. Of sizes, only the first
 * number counts; Causal is a convolution mode here.
 */
public final class BinaryConvolution1DSpace extends Conv2DLayerSpace<BinaryConvolution1D> {

    private BinaryConvolution1DSpace() {}

    private BinaryConvolution1DSpace(Builder builder) {
        super(builder);
    }

    @Override
    protected BinaryConvolution1D.Builder start(Map<String, Object> options) {
        return new BinaryConvolution1D.Builder(1);
    }

    /** Builder of the space. */
    @SuppressWarnings("unchecked")
    public static final class Builder extends Conv2DLayerSpace.Builder<Builder>
            implements BinaryOptions<Builder>, GroupOptions<Builder> {

        /** Starts with every option at the layer's default. */
        public Builder() {}

        /**
         * Fixes the layout of the time series; a network's input type wins over it.
         *
         * @param rnnDataFormat NCW or NWC
         * @return this builder
         */
        public Builder rnnDataFormat(RNNFormat rnnDataFormat) {
            return option("rnnDataFormat", RNNFormat.class, rnnDataFormat);
        }

        /**
         * Searches the layout of the time series; a network's input type wins over it.
         *
         * @param rnnDataFormat NCW or NWC
         * @return this builder
         */
        public Builder rnnDataFormat(ParameterSpace<RNNFormat> rnnDataFormat) {
            return option("rnnDataFormat", RNNFormat.class, rnnDataFormat);
        }

        @Override
        public BinaryConvolution1DSpace build() {
            return checked(new BinaryConvolution1DSpace(this));
        }
    }
}
