/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces;

import io.github.vernier.arbiter.spaces.options.BiasOption;
import io.github.vernier.arbiter.spaces.options.BinaryOptions;
import io.github.vernier.layers.binary.BinaryDense;
import java.util.Map;

/** Space of {@link BinaryDense}: each option is fixed or searched. */
public final class BinaryDenseSpace extends BuilderLayerSpace<BinaryDense> {

    private BinaryDenseSpace() {}

    private BinaryDenseSpace(Builder builder) {
        super(builder);
    }

    @Override
    protected BinaryDense.Builder start(Map<String, Object> options) {
        return new BinaryDense.Builder();
    }

    /** Builder of the space. */
    @SuppressWarnings("unchecked")
    public static final class Builder extends BuilderLayerSpace.Builder<Builder>
            implements BinaryOptions<Builder>, BiasOption<Builder> {

        /** Starts with every option at the layer's default. */
        public Builder() {}

        @Override
        public BinaryDenseSpace build() {
            return checked(new BinaryDenseSpace(this));
        }
    }
}
