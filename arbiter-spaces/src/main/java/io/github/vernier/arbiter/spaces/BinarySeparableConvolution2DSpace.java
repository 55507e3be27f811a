/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces;

import io.github.vernier.arbiter.spaces.options.BinaryOptions;
import io.github.vernier.arbiter.spaces.options.DepthwiseBiasOption;
import io.github.vernier.layers.binary.BinarySeparableConvolution2D;
import java.util.Map;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;

/** Space of {@link BinarySeparableConvolution2D}: each option is fixed or searched. */
public final class BinarySeparableConvolution2DSpace
        extends Conv2DLayerSpace<BinarySeparableConvolution2D> {

    private BinarySeparableConvolution2DSpace() {}

    private BinarySeparableConvolution2DSpace(Builder builder) {
        super(builder);
    }

    @Override
    protected BinarySeparableConvolution2D.Builder start(Map<String, Object> options) {
        return new BinarySeparableConvolution2D.Builder(1, 1);
    }

    /** Builder of the space. */
    @SuppressWarnings("unchecked")
    public static final class Builder extends Conv2DLayerSpace.Builder<Builder>
            implements BinaryOptions<Builder>, DepthwiseBiasOption<Builder> {

        /** Starts with every option at the layer's default. */
        public Builder() {}

        /**
         * Fixes that the map between the two convolutions is binary too.
         *
         * @return this builder
         */
        public Builder binaryBetween() {
            return option("binaryBetween", Boolean.class, true);
        }

        /**
         * Searches that the map between the two convolutions is binary too.
         *
         * @param binaryBetween whether to
         * @return this builder
         */
        public Builder binaryBetween(ParameterSpace<Boolean> binaryBetween) {
            return option("binaryBetween", Boolean.class, binaryBetween);
        }

        @Override
        public BinarySeparableConvolution2DSpace build() {
            return checked(new BinarySeparableConvolution2DSpace(this));
        }
    }
}
