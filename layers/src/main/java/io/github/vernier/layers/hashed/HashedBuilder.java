/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.hashed;

import java.util.Objects;

/**
 * The options that builders of hashed layers share.
 *
 * @param <T> the builder's own type, for fluent calls
 */
public interface HashedBuilder<T extends HashedBuilder<T>> {

    /**
     * Where the options are kept; not for callers.
     *
     * @return the options
     */
    HashOptions hash();

    /**
     * Sets the number of buckets; for a separable layer, of the 1×1 convolution.
     *
     * @param buckets at least 1, at most the number of weights
     * @return this builder
     */
    T buckets(long buckets);

    /**
     * Sets the number of buckets to a share of the weights, {@code floor(ratio * weights)}; for a
     * separable layer, of the 1×1 convolution.
     *
     * @param ratio in (0, 1]
     * @return this builder
     */
    T ratio(double ratio);

    /**
     * Sets the size to a tenth of the full convolution's weights, rounded down; for a separable
     * layer, of both convolutions together.
     *
     * @return this builder
     */
    T decimate();

    /**
     * Gives each hashed weight a sign from the hash as well (HashedNets' ξ; default: none, as
     * published).
     *
     * @param signed whether weights have signs
     * @return this builder
     */
    @SuppressWarnings("unchecked")
    default T signed(boolean signed) {
        hash().signed = signed;
        return (T) this;
    }

    /**
     * Sets what index tables are derived from, together with the layer's shape (default 0).
     *
     * @param seed any number
     * @return this builder
     */
    @SuppressWarnings("unchecked")
    default T hashSeed(long seed) {
        hash().seed = seed;
        return (T) this;
    }

    /**
     * Chooses the hash (default {@link HashFunction#BALANCED}).
     *
     * @param function the hash
     * @return this builder
     */
    @SuppressWarnings("unchecked")
    default T hashFunction(HashFunction function) {
        hash().function = Objects.requireNonNull(function, "function must be given");
        return (T) this;
    }

    /**
     * Does as the published code does, quirks included; see the package's description.
     *
     * @param referenceCompatible whether to
     * @return this builder
     */
    @SuppressWarnings("unchecked")
    default T referenceCompatible(boolean referenceCompatible) {
        hash().referenceCompatible = referenceCompatible;
        return (T) this;
    }
}
