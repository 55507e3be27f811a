/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces;

import io.github.vernier.arbiter.spaces.options.AcdcOptions;
import io.github.vernier.arbiter.spaces.options.BiasOption;
import io.github.vernier.layers.acdc.AcdcDense;
import java.util.Map;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;

/** Space of {@link AcdcDense}: each option is fixed or searched. */
public final class AcdcDenseSpace extends BuilderLayerSpace<AcdcDense> {

    private AcdcDenseSpace() {}

    private AcdcDenseSpace(Builder builder) {
        super(builder);
    }

    @Override
    protected AcdcDense.Builder start(Map<String, Object> options) {
        return new AcdcDense.Builder();
    }

    /** Builder of the space. */
    @SuppressWarnings("unchecked")
    public static final class Builder extends BuilderLayerSpace.Builder<Builder>
            implements AcdcOptions<Builder>, BiasOption<Builder> {

        /** Starts with every option at the layer's default. */
        public Builder() {}

        /**
         * Fixes whether to multiply by D before the inner riffle.
         *
         * @param diagonalBeforeRiffle whether to
         * @return this builder
         */
        public Builder diagonalBeforeRiffle(boolean diagonalBeforeRiffle) {
            return option("diagonalBeforeRiffle", Boolean.class, diagonalBeforeRiffle);
        }

        /**
         * Searches whether to multiply by D before the inner riffle.
         *
         * @param diagonalBeforeRiffle whether to
         * @return this builder
         */
        public Builder diagonalBeforeRiffle(ParameterSpace<Boolean> diagonalBeforeRiffle) {
            return option("diagonalBeforeRiffle", Boolean.class, diagonalBeforeRiffle);
        }

        /**
         * Fixes the number of contiguous groups of features.
         *
         * @param groups at least 1; one that does not divide nOut fails when the network is made
         * @return this builder
         */
        public Builder groups(int groups) {
            return option("groups", Integer.class, groups);
        }

        /**
         * Searches the number of contiguous groups of features.
         *
         * @param groups at least 1; one that does not divide nOut fails when the network is made
         * @return this builder
         */
        public Builder groups(ParameterSpace<Integer> groups) {
            return option("groups", Integer.class, groups);
        }

        @Override
        public AcdcDenseSpace build() {
            return checked(new AcdcDenseSpace(this));
        }
    }
}
