/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces.options;

import io.github.vernier.layers.acdc.AcdcPath;
import io.github.vernier.layers.acdc.ChannelPermutation;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;

/**
 * Products of cosine transforms and diagonals.
 *
 * @param <T> the builder's own type, for fluent calls
 */
public interface AcdcOptions<T> extends OptionBuilder<T> {

    /**
     * Fixes the number of factors.
     *
     * @param factors at least 1
     * @return this builder
     */
    default T factors(int factors) {
        return option("factors", Integer.class, factors);
    }

    /**
     * Searches the number of factors.
     *
     * @param factors at least 1
     * @return this builder
     */
    default T factors(ParameterSpace<Integer> factors) {
        return option("factors", Integer.class, factors);
    }

    /**
     * Fixes whether the riffle inside the factors is left out, as the ACDC paper does.
     *
     * @param original whether it is
     * @return this builder
     */
    default T original(boolean original) {
        return option("original", Boolean.class, original);
    }

    /**
     * Searches whether the riffle inside the factors is left out, as the ACDC paper does.
     *
     * @param original whether it is
     * @return this builder
     */
    default T original(ParameterSpace<Boolean> original) {
        return option("original", Boolean.class, original);
    }

    /**
     * Fixes what permutes the channels after each factor.
     *
     * @param permutation the permutation
     * @return this builder
     */
    default T permutation(ChannelPermutation permutation) {
        return option("permutation", ChannelPermutation.class, permutation);
    }

    /**
     * Searches what permutes the channels after each factor.
     *
     * @param permutation the permutation
     * @return this builder
     */
    default T permutation(ParameterSpace<ChannelPermutation> permutation) {
        return option("permutation", ChannelPermutation.class, permutation);
    }

    /**
     * Fixes how the layer computes.
     *
     * @param path how
     * @return this builder
     */
    default T path(AcdcPath path) {
        return option("path", AcdcPath.class, path);
    }

    /**
     * Searches how the layer computes.
     *
     * @param path how
     * @return this builder
     */
    default T path(ParameterSpace<AcdcPath> path) {
        return option("path", AcdcPath.class, path);
    }
}
