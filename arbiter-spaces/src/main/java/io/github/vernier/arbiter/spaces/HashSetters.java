/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces;

import io.github.vernier.layers.hashed.HashFunction;
import java.util.function.Consumer;

/**
 * The setters of a layer's builder for what hashed layers have in common; the builders share no
 * type that has them.
 *
 * @param ratio buckets as a share of the weights
 * @param buckets number of buckets
 * @param decimate a tenth of the weights
 * @param signed whether weights have signs
 * @param hashSeed what the tables are derived from
 * @param hashFunction the hash
 * @param referenceCompatible whether to do as the published code does
 */
record HashSetters(
        Consumer<Double> ratio,
        Consumer<Integer> buckets,
        Runnable decimate,
        Consumer<Boolean> signed,
        Consumer<Integer> hashSeed,
        Consumer<HashFunction> hashFunction,
        Consumer<Boolean> referenceCompatible) {}
