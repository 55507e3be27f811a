/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces;

import io.github.vernier.arbiter.spaces.options.GroupOptions;
import io.github.vernier.layers.parameterized.ParameterizedConvolution1D;
import io.github.vernier.layers.parameterized.WeightParameterization;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.nn.conf.RNNFormat;

/**
 * Space of {@link ParameterizedConvolution1D}: each option is fixed or searched. The
 * parameterization is needed.
 */
public final class ParameterizedConvolution1DSpace
        extends Conv2DLayerSpace<ParameterizedConvolution1D> {

    private ParameterizedConvolution1DSpace() {}

    private ParameterizedConvolution1DSpace(Builder builder) {
        super(builder);
    }

    @Override
    protected ParameterizedConvolution1D.Builder start(Map<String, Object> options) {
        return new ParameterizedConvolution1D.Builder(
                (WeightParameterization) options.remove("parameterization"), 1);
    }

    @Override
    protected List<String> required() {
        return List.of("kernelSize", "parameterization");
    }

    /** Builder of the space. */
    @SuppressWarnings("unchecked")
    public static final class Builder extends Conv2DLayerSpace.Builder<Builder>
            implements GroupOptions<Builder> {

        /** Starts with every option at the layer's default. */
        public Builder() {}

        /**
         * Fixes how the weight is made; needed.
         *
         * @param parameterization how, such as XNOR-Net's or IR-Net's
         * @return this builder
         */
        public Builder parameterization(WeightParameterization parameterization) {
            return option("parameterization", WeightParameterization.class, parameterization);
        }

        /**
         * Searches how the weight is made; needed.
         *
         * @param parameterization how, such as XNOR-Net's or IR-Net's
         * @return this builder
         */
        public Builder parameterization(ParameterSpace<WeightParameterization> parameterization) {
            return option("parameterization", WeightParameterization.class, parameterization);
        }

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
        public ParameterizedConvolution1DSpace build() {
            return checked(new ParameterizedConvolution1DSpace(this));
        }
    }
}
