/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces.options;

import io.github.vernier.layers.hashed.HashFunction;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;

/**
 * The hash of a layer and its number of buckets, for which one option is needed.
 *
 * @param <T> the builder's own type, for fluent calls
 */
public interface HashOptions<T> extends OptionBuilder<T> {

    /**
     * Fixes the number of buckets as a share of the weights.
     *
     * @param ratio in (0, 1]
     * @return this builder
     */
    default T ratio(double ratio) {
        return option("ratio", Double.class, ratio);
    }

    /**
     * Searches the number of buckets as a share of the weights.
     *
     * @param ratio in (0, 1]
     * @return this builder
     */
    default T ratio(ParameterSpace<Double> ratio) {
        return option("ratio", Double.class, ratio);
    }

    /**
     * Fixes the number of buckets.
     *
     * @param buckets at least 1; more than the layer has weights fails when the network is made
     * @return this builder
     */
    default T buckets(int buckets) {
        return option("buckets", Integer.class, buckets);
    }

    /**
     * Searches the number of buckets.
     *
     * @param buckets at least 1; more than the layer has weights fails when the network is made
     * @return this builder
     */
    default T buckets(ParameterSpace<Integer> buckets) {
        return option("buckets", Integer.class, buckets);
    }

    /**
     * Fixes the size at a tenth of the weights, as published.
     *
     * @return this builder
     */
    default T decimate() {
        return option("decimate", Boolean.class, true);
    }

    /**
     * Searches the size at a tenth of the weights, as published.
     *
     * @param decimate whether to
     * @return this builder
     */
    default T decimate(ParameterSpace<Boolean> decimate) {
        return option("decimate", Boolean.class, decimate);
    }

    /**
     * Fixes whether weights also get a sign from the hash; no effect where {@code
     * referenceCompatible} is true.
     *
     * @param signed whether they do
     * @return this builder
     */
    default T signed(boolean signed) {
        return option("signed", Boolean.class, signed);
    }

    /**
     * Searches whether weights also get a sign from the hash; no effect where {@code
     * referenceCompatible} is true.
     *
     * @param signed whether they do
     * @return this builder
     */
    default T signed(ParameterSpace<Boolean> signed) {
        return option("signed", Boolean.class, signed);
    }

    /**
     * Fixes what the index tables are derived from.
     *
     * @param hashSeed any number
     * @return this builder
     */
    default T hashSeed(int hashSeed) {
        return option("hashSeed", Integer.class, hashSeed);
    }

    /**
     * Searches what the index tables are derived from.
     *
     * @param hashSeed any number
     * @return this builder
     */
    default T hashSeed(ParameterSpace<Integer> hashSeed) {
        return option("hashSeed", Integer.class, hashSeed);
    }

    /**
     * Fixes the hash.
     *
     * @param hashFunction the hash
     * @return this builder
     */
    default T hashFunction(HashFunction hashFunction) {
        return option("hashFunction", HashFunction.class, hashFunction);
    }

    /**
     * Searches the hash.
     *
     * @param hashFunction the hash
     * @return this builder
     */
    default T hashFunction(ParameterSpace<HashFunction> hashFunction) {
        return option("hashFunction", HashFunction.class, hashFunction);
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
