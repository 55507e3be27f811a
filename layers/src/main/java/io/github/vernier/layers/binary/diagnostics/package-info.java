/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Numbers that tell what binarization does to a layer's weights.
 *
 * <p>{@link io.github.vernier.layers.binary.diagnostics.BinaryWeightStatistics} is one look at the
 * latent weights: dead and clamped shares, quantization error by both conventions of the factor,
 * entropies, sign balance, flipped signs. {@link
 * io.github.vernier.layers.binary.diagnostics.LaplaceClamp} has what theory expects of them. {@link
 * io.github.vernier.layers.binary.diagnostics.FlipRatio} is a running mean of flips.
 *
 * <p>Nothing here needs a layer: a listener hands over the array, or what {@link
 * io.github.vernier.layers.binary.BinarizedWeight} has read from a layer.
 *
 * <pre>{@code
 * BinaryWeightStatistics now = BinaryWeightStatistics.of(
 *         net.getParam("3_W"), 0.92, WeightOptions.recu(), Optional.ofNullable(last));
 * last = now.signs();
 * }</pre>
 */
package io.github.vernier.layers.binary.diagnostics;
