/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The page {@code /vernier/binary-weights}: what binarization does to the latent weights.
 *
 * <p>It shows the records {@code VernierBinaryWeights}. Endpoints under {@code
 * /vernier/api/binary-weights}, all of the kinds of {@link io.github.vernier.ui.record}, with
 * {@code weight} such as {@code conv1/W}, by default the first:
 *
 * <ul>
 *   <li>(none), {@code csv}: the statistics of the weight
 *   <li>{@code moment}: the statistics of all weights, and the histogram of the chosen one
 *   <li>{@code history}: histograms of the chosen one
 * </ul>
 */
package io.github.vernier.ui.weights;
