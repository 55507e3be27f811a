/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Convolutions whose weights have low rank, in one sense or another: the substitutes that the
 * published study of efficient substitutes compares with hashed and ACDC layers.
 *
 * <p>All are separable: with a kernel above 1×1 a depthwise convolution comes first (in the middle,
 * for shuffle), dense and without bias, and carries stride, padding and dilation. Nothing stands
 * between the parts. In × out channels, r the rank, m = out / 4, g groups:
 *
 * <table>
 * <caption>Layers</caption>
 * <tr><th>layer</th><th>published as</th><th>1×1 parameters</th><th>1×1 products a
 * position</th></tr>
 * <tr><td>{@link io.github.vernier.layers.lowrank.LowRankConvolution2D}</td><td>Generic_s, r =
 * floor(s·max(in, out))</td><td>r·(in + out)</td><td>the same</td></tr>
 * <tr><td>{@link io.github.vernier.layers.lowrank.TiedLowRankConvolution2D}</td><td>LR_s, the same
 * r; in divides out</td><td>r·out</td><td>r·(in + out); published: 2·r·out</td></tr>
 * <tr><td>{@link io.github.vernier.layers.lowrank.ShuffleConvolution2D}</td><td>Shuffle_g; g
 * divides in, out and m</td><td>m·(in + out)/g</td><td>the same</td></tr>
 * <tr><td>{@link io.github.vernier.layers.lowrank.TensorTrainConvolution2D}</td><td>TensorTrain_s
 * </td><td>of three cores</td><td>in·out</td></tr>
 * <tr><td>{@link io.github.vernier.layers.lowrank.TuckerConvolution2D}</td><td>Tucker_s</td><td>of
 * three cores and three matrices</td><td>in·out</td></tr>
 * </table>
 *
 * <pre>{@code
 * .layer(new LowRankConvolution2D.Builder(3, 3).ratio(0.1).nOut(64).build())
 * .layer(new ShuffleConvolution2D.Builder(3, 3).groupsAtMost(4).nOut(64).build())
 * .layer(new TuckerConvolution2D.Builder(3, 3).ratio(0.25).nOut(64).build())
 * }</pre>
 *
 * <h2>How they run</h2>
 *
 * <p>The first two are a {@link io.github.vernier.layers.parameterized.FactoredWeight}: two thin
 * 1×1 convolutions are run one after the other where that takes fewer products than the dense one,
 * r·(in + out) &lt; in·out; beyond that the product of the factors is built, once a step, and run
 * as one convolution. So they take the products that they count, and never more than a dense 1×1
 * convolution. In shuffle each group is convolved by itself, on views of its channels, and the
 * shuffle is where the groups write their results. The tensor layers build their weight and run
 * densely, as published: they save parameters, not products.
 *
 * <h2>Initial values</h2>
 *
 * <p>Each factor of the first three is initialised as the convolution it is. For the tensor layers
 * a whole weight is drawn by the layer's scheme and decomposed by singular value decompositions
 * ({@link io.github.vernier.layers.lowrank.Svd}), the last core first, so that all but the first
 * are orthonormal. What is truncated is missing from the initial weight's variance, as published.
 *
 * <h2>What the published code does differently</h2>
 *
 * <ul>
 *   <li>{@code LowRank} and {@code GenericLowRank} with a 1×1 kernel ignore the padding; here only
 *       with {@code referenceCompatible(true)}.
 *   <li>{@code LowRank} with a bias fails there, as its bias has the length of the rank.
 *   <li>{@code Shuffle_g} quietly takes fewer groups where g does not divide the channels: {@code
 *       groupsAtMost(g)}; {@code groups(g)} is an error instead.
 *   <li>A ratio that makes the rank 0 gives a layer without channels there, rank 1 here.
 * </ul>
 *
 * <h2>Limits</h2>
 *
 * <p>ND4J's depthwise convolution fails for a single example of 1×1 pixels with a 1×1 kernel, which
 * only {@code ShuffleConvolution2D} meets.
 */
package io.github.vernier.layers.lowrank;
