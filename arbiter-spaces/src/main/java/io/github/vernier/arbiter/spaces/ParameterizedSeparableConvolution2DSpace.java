/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces;

import io.github.vernier.arbiter.spaces.options.DepthwiseBiasOption;
import io.github.vernier.layers.parameterized.ParameterizedSeparableConvolution2D;
import io.github.vernier.layers.parameterized.WeightParameterization;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;

/**
 * Space of {@link ParameterizedSeparableConvolution2D}: each option is fixed or searched. Both
 * parameterizations are needed.
 */
public final class ParameterizedSeparableConvolution2DSpace
        extends Conv2DLayerSpace<ParameterizedSeparableConvolution2D> {

    private ParameterizedSeparableConvolution2DSpace() {}

    private ParameterizedSeparableConvolution2DSpace(Builder builder) {
        super(builder);
    }

    @Override
    protected ParameterizedSeparableConvolution2D.Builder start(Map<String, Object> options) {
        return new ParameterizedSeparableConvolution2D.Builder(
                (WeightParameterization) options.remove("depthwise"),
                (WeightParameterization) options.remove("pointwise"),
                1,
                1);
    }

    @Override
    protected List<String> required() {
        return List.of("kernelSize", "depthwise", "pointwise");
    }

    /** Builder of the space. */
    @SuppressWarnings("unchecked")
    public static final class Builder extends Conv2DLayerSpace.Builder<Builder>
            implements DepthwiseBiasOption<Builder> {

        /** Starts with every option at the layer's default. */
        public Builder() {}

        /**
         * Fixes how the depthwise weight is made.
         *
         * @param depthwise how
         * @return this builder
         */
        public Builder depthwise(WeightParameterization depthwise) {
            return option("depthwise", WeightParameterization.class, depthwise);
        }

        /**
         * Searches how the depthwise weight is made.
         *
         * @param depthwise how
         * @return this builder
         */
        public Builder depthwise(ParameterSpace<WeightParameterization> depthwise) {
            return option("depthwise", WeightParameterization.class, depthwise);
        }

        /**
         * Fixes how the 1×1 weight is made.
         *
         * @param pointwise how
         * @return this builder
         */
        public Builder pointwise(WeightParameterization pointwise) {
            return option("pointwise", WeightParameterization.class, pointwise);
        }

        /**
         * Searches how the 1×1 weight is made.
         *
         * @param pointwise how
         * @return this builder
         */
        public Builder pointwise(ParameterSpace<WeightParameterization> pointwise) {
            return option("pointwise", WeightParameterization.class, pointwise);
        }

        @Override
        public ParameterizedSeparableConvolution2DSpace build() {
            return checked(new ParameterizedSeparableConvolution2DSpace(this));
        }
    }
}
