/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces;

import io.github.vernier.arbiter.spaces.options.BinaryOptions;
import io.github.vernier.arbiter.spaces.options.GroupOptions;
import io.github.vernier.arbiter.spaces.options.PadValueOption;
import io.github.vernier.layers.binary.BinaryConvolution2D;
import java.util.Map;

/** Space of {@link BinaryConvolution2D}: each option is fixed or searched. */
public final class BinaryConvolution2DSpace extends Conv2DLayerSpace<BinaryConvolution2D> {

    private BinaryConvolution2DSpace() {}

    private BinaryConvolution2DSpace(Builder builder) {
        super(builder);
    }

    @Override
    protected BinaryConvolution2D.Builder start(Map<String, Object> options) {
        return new BinaryConvolution2D.Builder(1, 1);
    }

    /** Builder of the space. */
    @SuppressWarnings("unchecked")
    public static final class Builder extends Conv2DLayerSpace.Builder<Builder>
            implements BinaryOptions<Builder>, PadValueOption<Builder>, GroupOptions<Builder> {

        /** Starts with every option at the layer's default. */
        public Builder() {}

        @Override
        public BinaryConvolution2DSpace build() {
            return checked(new BinaryConvolution2DSpace(this));
        }
    }
}
