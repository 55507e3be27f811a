/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces;

import io.github.vernier.arbiter.spaces.options.GroupOptions;
import io.github.vernier.arbiter.spaces.options.InputTransformOption;
import io.github.vernier.layers.parameterized.ParameterizedConvolution2D;
import io.github.vernier.layers.parameterized.WeightParameterization;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;

/**
 * Space of {@link ParameterizedConvolution2D}: each option is fixed or searched. The
 * parameterization is needed.
 */
public final class ParameterizedConvolution2DSpace
        extends Conv2DLayerSpace<ParameterizedConvolution2D> {

    private ParameterizedConvolution2DSpace() {}

    private ParameterizedConvolution2DSpace(Builder builder) {
        super(builder);
    }

    @Override
    protected ParameterizedConvolution2D.Builder start(Map<String, Object> options) {
        return new ParameterizedConvolution2D.Builder(
                (WeightParameterization) options.remove("parameterization"), 1, 1);
    }

    @Override
    protected List<String> required() {
        return List.of("kernelSize", "parameterization");
    }

    /** Builder of the space. */
    @SuppressWarnings("unchecked")
    public static final class Builder extends Conv2DLayerSpace.Builder<Builder>
            implements GroupOptions<Builder>, InputTransformOption<Builder> {

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

        @Override
        public ParameterizedConvolution2DSpace build() {
            return checked(new ParameterizedConvolution2DSpace(this));
        }
    }
}
