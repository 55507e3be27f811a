/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces;

import io.github.vernier.arbiter.spaces.options.BiasOption;
import io.github.vernier.arbiter.spaces.options.InputTransformOption;
import io.github.vernier.layers.parameterized.ParameterizedDense;
import io.github.vernier.layers.parameterized.WeightParameterization;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;

/**
 * Space of {@link ParameterizedDense}: each option is fixed or searched. The parameterization is
 * needed.
 */
public final class ParameterizedDenseSpace extends BuilderLayerSpace<ParameterizedDense> {

    private ParameterizedDenseSpace() {}

    private ParameterizedDenseSpace(Builder builder) {
        super(builder);
    }

    @Override
    protected ParameterizedDense.Builder start(Map<String, Object> options) {
        return new ParameterizedDense.Builder(
                (WeightParameterization) options.remove("parameterization"));
    }

    @Override
    protected List<String> required() {
        return List.of("parameterization");
    }

    /** Builder of the space. */
    @SuppressWarnings("unchecked")
    public static final class Builder extends BuilderLayerSpace.Builder<Builder>
            implements BiasOption<Builder>, InputTransformOption<Builder> {

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
        public ParameterizedDenseSpace build() {
            return checked(new ParameterizedDenseSpace(this));
        }
    }
}
