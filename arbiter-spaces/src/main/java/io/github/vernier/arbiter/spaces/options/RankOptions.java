/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces.options;

import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;

/**
 * The rank of a weight, for which one option is needed.
 *
 * @param <T> the builder's own type, for fluent calls
 */
public interface RankOptions<T> extends OptionBuilder<T> {

    /**
     * Fixes the rank.
     *
     * @param rank from 1 to the larger number of channels
     * @return this builder
     */
    default T rank(int rank) {
        return option("rank", Integer.class, rank);
    }

    /**
     * Searches the rank.
     *
     * @param rank from 1 to the larger number of channels
     * @return this builder
     */
    default T rank(ParameterSpace<Integer> rank) {
        return option("rank", Integer.class, rank);
    }

    /**
     * Fixes the rank as a share of the larger number of channels.
     *
     * @param ratio in (0, 1]
     * @return this builder
     */
    default T ratio(double ratio) {
        return option("ratio", Double.class, ratio);
    }

    /**
     * Searches the rank as a share of the larger number of channels.
     *
     * @param ratio in (0, 1]
     * @return this builder
     */
    default T ratio(ParameterSpace<Double> ratio) {
        return option("ratio", Double.class, ratio);
    }

    /**
     * Fixes whether to do as the published code does, quirks included.
     *
     * @param referenceCompatible whether to
     * @return this builder
     */
    default T referenceCompatible(boolean referenceCompatible) {
        return option("referenceCompatible", Boolean.class, referenceCompatible);
    }

    /**
     * Searches whether to do as the published code does, quirks included.
     *
     * @param referenceCompatible whether to
     * @return this builder
     */
    default T referenceCompatible(ParameterSpace<Boolean> referenceCompatible) {
        return option("referenceCompatible", Boolean.class, referenceCompatible);
    }
}
