/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Convolutions whose weights share a few values, chosen by a hash: HashedNets (Chen et al. 2015,
 * arXiv 1504.04788) as the published studies of efficient substitutes run them.
 *
 * <p>{@code W[j] = sign(j) · buckets[index(j)]}, j the flat index of a weight in C order. A layer
 * with B buckets has B parameters instead of {@code nOut * nIn * kH * kW}; it computes the same
 * number of products. {@link io.github.vernier.layers.hashed.HashedConvolution2D} hashes a full
 * convolution; {@link io.github.vernier.layers.hashed.HashedSeparableConvolution2D} is a depthwise
 * convolution (hashed or not) followed by a hashed 1×1 one, which also saves time.
 *
 * <h2>The index table</h2>
 *
 * <p>It is never stored: it is derived from a seed that is, by {@link
 * io.github.vernier.layers.hashed.HashFunction}, the same on every JVM and in every version. A
 * table can be given instead, for models that come from elsewhere.
 *
 * <h2>What the published code does differently</h2>
 *
 * <p>{@code referenceCompatible(true)} does as it does: the index is drawn independently from the
 * first B − 1 buckets, so that the last is never used though it is counted and decayed; the bias is
 * always there; weights and biases start uniform in ±1/√fanIn. Without it every bucket is used
 * (and, by default, equally often), and bias and initialisation are the layer's own.
 */
package io.github.vernier.layers.hashed;
