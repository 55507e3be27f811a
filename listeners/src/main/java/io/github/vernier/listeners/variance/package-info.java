/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * One idea: how noisy the gradient is that training goes along.
 *
 * <h2>In training</h2>
 *
 * <pre>{@code
 * network.addListeners(
 *     GradientVarianceListener.builder()
 *         .schedule(Schedule.every(10))
 *         .recordTo(storage)
 *         .build());
 * }</pre>
 *
 * <p>{@link io.github.vernier.listeners.variance.GradientVarianceListener} measures on the training
 * minibatch or on data of its own, writes a {@code GradientVarianceUpdate}, and changes no bit of
 * training.
 *
 * <h2>Two ways to measure</h2>
 *
 * <ul>
 *   <li>{@link io.github.vernier.listeners.variance.ExampleGradients}: exactly, from the gradients
 *       of the single examples of one minibatch, at the price of one more forward and backward pass
 *       and a half. The variance of the mean of B examples is this variance divided by B.
 *   <li>{@link io.github.vernier.listeners.variance.DirectionVariance}: from K + K draws of any
 *       {@link io.github.vernier.listeners.variance.Direction}, as published; for estimators whose
 *       directions are not means of examples' gradients. 2K passes.
 * </ul>
 *
 * <p>{@link io.github.vernier.listeners.variance.Convention} says whether formulas are the
 * published ones, biased at small K or N, or unbiased.
 *
 * <h2>Layers</h2>
 *
 * <p>Dense (without layer normalization), output, convolution and embedding layers are vectorized.
 * The others, among them Vernier's parameterized convolutions, need {@link
 * io.github.vernier.listeners.variance.ExampleMethod#VECTORIZED_OR_LOOP}, and are left out
 * otherwise; a {@code Coverage} names them once. Time series are no rows of examples and count as
 * others.
 *
 * <h2>What to look at</h2>
 *
 * <p>The noise scale {@code tr Σ/‖g‖²} (McCandlish et al. 2018) is the minibatch at which signal
 * and noise are equal. Normalized variance near 1 says that a minibatch of this size shows noise
 * only (Faghri et al. 2020). {@link io.github.vernier.listeners.variance.GradientTests} has the
 * tests of Cockpit (Schneider et al. 2021).
 *
 * <h2>How examples' gradients are had</h2>
 *
 * <p>On the twin, activation and loss functions are replaced by ones that show the gradient δ they
 * send back. With the layer's input a at hand, a dense layer's example has the gradient {@code a_i
 * δ_iᵀ}, whose squares, norms and products follow from a and δ alone. A convolution's is a product
 * with its patches, made and reduced a few examples at a time.
 */
package io.github.vernier.listeners.variance;
