/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What tests of layers share, published for layers elsewhere (artifact {@code vernier-layers}, type
 * {@code test-jar}): the contract of a layer inside stock DL4J, golden files, comparisons of
 * arrays.
 *
 * <h2>Testing a layer of your own</h2>
 *
 * <p>Name the layer and its input. {@link io.github.vernier.layers.testing.LayerContract} puts
 * stock layers around it, draws data and checks: output shape, gradient, both layouts, float
 * against double, JSON, saved models, clones, graphs, workspaces and caches, inference, transfer
 * learning, regularisation, constraints, weight noise, dropout, masks, memory report, learning.
 *
 * <pre>{@code
 * class ScaleLayerTest extends LayerContract {
 *     protected Layer layer() { return new ScaleLayer.Builder().nOut(4).build(); }
 *     protected InputType inputType() { return InputType.feedForward(4); }
 * }
 * }</pre>
 *
 * <p>{@link io.github.vernier.layers.testing.ConvolutionContract}, {@link
 * io.github.vernier.layers.testing.Convolution1DContract}, {@link
 * io.github.vernier.layers.testing.FeedForwardContract} and {@link
 * io.github.vernier.layers.testing.OutputLayerContract} know the options of those kinds of layers
 * and only ask for a builder:
 *
 * <pre>{@code
 * class HashedConvolutionTest extends ConvolutionContract {
 *     protected Conv2DBuilder<?> builder(int... kernel) {
 *         return new HashedConvolution2D.Builder(kernel).ratio(0.4);
 *     }
 * }
 * }</pre>
 *
 * <h2>What does not fit</h2>
 *
 * <ul>
 *   <li>More options: {@code options()}; shape, gradient and JSON are checked for each.
 *   <li>A gradient that is by design not the loss's derivative (a sign with a straight-through
 *       estimator): {@code differentiableBuilder()}, or {@code differentiableOptions()}, gives a
 *       smooth variant for the gradient check.
 *   <li>A check that makes no sense: {@code exemptions()}, with the reason, which the test report
 *       shows: {@code Map.of(Check.WEIGHT_NOISE, "the layer has no weights")}.
 *   <li>Other data or surroundings: {@code features}, {@code labels}, {@code before}, {@code
 *       after}.
 * </ul>
 *
 * <h2>Other contracts</h2>
 *
 * <p>{@link io.github.vernier.layers.testing.SubstituteContract}: what a family that stands in for
 * convolutions must do; name the family. {@link
 * io.github.vernier.layers.testing.BadConfigurationContract}: a bad configuration ends in one error
 * that names layer, value and expectation; list the configurations.
 */
package io.github.vernier.layers.testing;
