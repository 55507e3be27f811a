/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces.options;

import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;

/**
 * Groups of channels that do not see each other.
 *
 * @param <T> the builder's own type, for fluent calls
 */
public interface GroupOptions<T> extends OptionBuilder<T> {

    /**
     * Fixes the number of groups.
     *
     * @param groups at least 1; one that does not divide nIn and nOut fails when the network is
     *     made
     * @return this builder
     */
    default T groups(int groups) {
        return option("groups", Integer.class, groups);
    }

    /**
     * Searches the number of groups.
     *
     * @param groups at least 1; one that does not divide nIn and nOut fails when the network is
     *     made
     * @return this builder
     */
    default T groups(ParameterSpace<Integer> groups) {
        return option("groups", Integer.class, groups);
    }

    /**
     * Fixes whether the channels of the groups are interleaved.
     *
     * @param channelShuffle whether they are
     * @return this builder
     */
    default T channelShuffle(boolean channelShuffle) {
        return option("channelShuffle", Boolean.class, channelShuffle);
    }

    /**
     * Searches whether the channels of the groups are interleaved.
     *
     * @param channelShuffle whether they are
     * @return this builder
     */
    default T channelShuffle(ParameterSpace<Boolean> channelShuffle) {
        return option("channelShuffle", Boolean.class, channelShuffle);
    }
}
