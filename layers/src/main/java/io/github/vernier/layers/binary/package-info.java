/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Layers whose weights and inputs have one bit: the rectified clamp unit (ReCU, Xu et al. 2021,
 * arXiv 2103.12369) as its published code computes it, trained by stock DL4J.
 *
 * <pre>{@code
 * .layer(new BinaryConvolution2D.Builder(3, 3)
 *         .tau(new ExponentialTau(epochs))       // the clamp's quantile, 0.85 to 0.99
 *         .nOut(128).hasBias(false).activation(Activation.IDENTITY).build())
 * .layer(new BatchNormalization())
 * .layer(new ActivationLayer(Activation.HARDTANH))
 * }</pre>
 *
 * <p>with {@code WeightInit.RELU}, {@link io.github.vernier.layers.updater.HeavyBall} (lr 0.1 by
 * {@link io.github.vernier.layers.updater.WarmupCosine}, momentum 0.9) and {@code l2(5e-4)}, a
 * shortcut around every convolution, and the first and last layer left in float.
 *
 * <h2>Layers</h2>
 *
 * <table>
 * <caption>Forms</caption>
 * <tr><td>{@link io.github.vernier.layers.binary.BinaryConvolution2D}</td><td>and with groups</td></tr>
 * <tr><td>{@link io.github.vernier.layers.binary.BinaryDepthwiseConvolution2D}</td><td></td></tr>
 * <tr><td>{@link io.github.vernier.layers.binary.BinarySeparableConvolution2D}</td>
 *     <td>depthwise, then 1×1</td></tr>
 * <tr><td>{@link io.github.vernier.layers.binary.BinaryConvolution1D}</td><td>over time</td></tr>
 * <tr><td>{@link io.github.vernier.layers.binary.BinaryDense}</td><td></td></tr>
 * </table>
 *
 * <p>They are parameterized layers with a {@link io.github.vernier.layers.binary.BinaryWeight}
 * (standardize, clamp, sign, times alpha) and a {@link io.github.vernier.layers.binary.BinaryInput}
 * (scale, sign); formulas and gradients stand there, options in {@link
 * io.github.vernier.layers.binary.BinaryBuilder}. Every default is the published code's.
 *
 * <h2>What to know</h2>
 *
 * <ul>
 *   <li>τ never changes the published output: the clamp keeps signs, so that it is a mask on the
 *       weight's gradient, and only there. It does change the output where alpha is computed from
 *       the clamped weights ({@link io.github.vernier.layers.binary.ScalingFactor}).
 *   <li>τ goes by the network's epoch count, which {@code fit(iterator)} raises and {@code
 *       fit(dataSet)} does not.
 *   <li>b and Q are the layer's, standardization the filter's, input scaling the example's.
 *   <li>Batch normalization behind the layer makes alpha nearly redundant: its gradient is then
 *       tiny, not wrong.
 *   <li>A negative alpha flips a channel; nothing forbids it.
 *   <li>One bit cannot hold the zero that {@code sign(0)} and padding are by default. For packed
 *       inference: {@code zeroSign(ZeroSign.PLUS_ONE)} and {@code padValue(1)}.
 *   <li>While it trains a layer computes with floats, at a stock convolution's speed; what is saved
 *       is bits, and products once the signs are {@linkplain io.github.vernier.layers.binary.packed
 *       packed}.
 *   <li>Central differences cannot check a sign. The tests check all else with a smooth quantizer
 *       in its place, and the signs against the published code's numbers.
 * </ul>
 *
 * <p>An existing model becomes binary by {@link
 * io.github.vernier.layers.substitution.BinarySubstitute}, all of it or as much as a budget of bits
 * asks for. {@link io.github.vernier.layers.binary.SignsOnly} makes the copy to hand over: the same
 * outputs from a small file.
 *
 * <h2>Looking inside</h2>
 *
 * <p>{@link io.github.vernier.layers.binary.BinarizedWeight#of BinarizedWeight.of(layer)} has the
 * latent and the standardized weight, signs, alpha, τ and the bounds of the moment; {@link
 * io.github.vernier.layers.binary.diagnostics} says what they mean for training. Estimators of the
 * sign's gradient are in {@link io.github.vernier.layers.binary.estimator}.
 */
package io.github.vernier.layers.binary;
