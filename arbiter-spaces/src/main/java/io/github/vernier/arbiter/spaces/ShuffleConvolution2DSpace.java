/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces;

import io.github.vernier.layers.lowrank.ShuffleConvolution2D;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;

/**
 * Space of {@link ShuffleConvolution2D}: each option is fixed or searched. One of groups and
 * groupsAtMost is needed.
 */
public final class ShuffleConvolution2DSpace extends Conv2DLayerSpace<ShuffleConvolution2D> {

    private ShuffleConvolution2DSpace() {}

    private ShuffleConvolution2DSpace(Builder builder) {
        super(builder);
    }

    @Override
    protected ShuffleConvolution2D.Builder start(Map<String, Object> options) {
        return new ShuffleConvolution2D.Builder(1, 1);
    }

    @Override
    protected List<String> alternatives() {
        return List.of("groups", "groupsAtMost");
    }

    /** Builder of the space. */
    @SuppressWarnings("unchecked")
    public static final class Builder extends Conv2DLayerSpace.Builder<Builder> {

        /** Starts with every option at the layer's default. */
        public Builder() {}

        /**
         * Fixes the number of groups of both 1×1 convolutions.
         *
         * @param groups a divisor of nIn, nOut and nOut / 4
         * @return this builder
         */
        public Builder groups(int groups) {
            return option("groups", Integer.class, groups);
        }

        /**
         * Searches the number of groups of both 1×1 convolutions.
         *
         * @param groups a divisor of nIn, nOut and nOut / 4
         * @return this builder
         */
        public Builder groups(ParameterSpace<Integer> groups) {
            return option("groups", Integer.class, groups);
        }

        /**
         * Fixes the number of groups, the largest that divides and is not above.
         *
         * @param groupsAtMost at least 1
         * @return this builder
         */
        public Builder groupsAtMost(int groupsAtMost) {
            return option("groupsAtMost", Integer.class, groupsAtMost);
        }

        /**
         * Searches the number of groups, the largest that divides and is not above.
         *
         * @param groupsAtMost at least 1
         * @return this builder
         */
        public Builder groupsAtMost(ParameterSpace<Integer> groupsAtMost) {
            return option("groupsAtMost", Integer.class, groupsAtMost);
        }

        @Override
        public ShuffleConvolution2DSpace build() {
            return checked(new ShuffleConvolution2DSpace(this));
        }
    }
}
