/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces;

import io.github.vernier.layers.popart.PopArtOutputLayer;
import java.util.Map;

/** Space of {@link PopArtOutputLayer}: each option is fixed or searched. */
public final class PopArtOutputLayerSpace extends PopArtHeadSpace<PopArtOutputLayer> {

    private PopArtOutputLayerSpace() {}

    private PopArtOutputLayerSpace(Builder builder) {
        super(builder);
    }

    @Override
    protected PopArtOutputLayer.Builder start(Map<String, Object> options) {
        return new PopArtOutputLayer.Builder();
    }

    /** Builder of the space. */
    @SuppressWarnings("unchecked")
    public static final class Builder extends PopArtHeadSpace.Builder<Builder> {

        /** Starts with every option at the layer's default. */
        public Builder() {}

        @Override
        public PopArtOutputLayerSpace build() {
            return checked(new PopArtOutputLayerSpace(this));
        }
    }
}
