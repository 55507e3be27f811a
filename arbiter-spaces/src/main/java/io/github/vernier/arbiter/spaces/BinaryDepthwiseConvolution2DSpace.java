/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces;

import io.github.vernier.arbiter.spaces.options.BinaryOptions;
import io.github.vernier.arbiter.spaces.options.PadValueOption;
import io.github.vernier.layers.binary.BinaryDepthwiseConvolution2D;
import io.github.vernier.layers.binary.Standardization;
import java.util.Arrays;
import java.util.Map;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;

/** Space of {@link BinaryDepthwiseConvolution2D}: each option is fixed or searched. */
public final class BinaryDepthwiseConvolution2DSpace
        extends Conv2DLayerSpace<BinaryDepthwiseConvolution2D> {

    private BinaryDepthwiseConvolution2DSpace() {}

    private BinaryDepthwiseConvolution2DSpace(Builder builder) {
        super(builder);
    }

    @Override
    protected BinaryDepthwiseConvolution2D.Builder start(Map<String, Object> options) {
        return new BinaryDepthwiseConvolution2D.Builder(1, 1);
    }

    /** A filter of one weight has no deviation: nothing is done to it. */
    @Override
    protected void reconcile(Map<String, Object> options) {
        super.reconcile(options);
        if (options.get("kernelSize") instanceof int[] kernel
                && Arrays.stream(kernel).allMatch(size -> size == 1)) {
            options.put("standardization", Standardization.NONE);
        }
    }

    /** Builder of the space. */
    @SuppressWarnings("unchecked")
    public static final class Builder extends Conv2DLayerSpace.Builder<Builder>
            implements BinaryOptions<Builder>, PadValueOption<Builder> {

        /** Starts with every option at the layer's default. */
        public Builder() {}

        /**
         * Fixes the number of output channels for each input channel.
         *
         * @param depthMultiplier at least 1
         * @return this builder
         */
        public Builder depthMultiplier(int depthMultiplier) {
            return option("depthMultiplier", Integer.class, depthMultiplier);
        }

        /**
         * Searches the number of output channels for each input channel.
         *
         * @param depthMultiplier at least 1
         * @return this builder
         */
        public Builder depthMultiplier(ParameterSpace<Integer> depthMultiplier) {
            return option("depthMultiplier", Integer.class, depthMultiplier);
        }

        @Override
        public BinaryDepthwiseConvolution2DSpace build() {
            return checked(new BinaryDepthwiseConvolution2DSpace(this));
        }
    }
}
