/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Stochastic rounding: does the straight-through estimator point where it would if signs were drawn
 * at random?
 *
 * <p>A network that takes signs of activations has a gradient only by decree. If each sign is drawn
 * instead, +1 with a probability that grows with the value ({@link
 * io.github.vernier.layers.binary.estimator.StochasticRounding}), the loss is smooth in the mean,
 * and the mean of estimators over draws is the alternative whose steps the study of YouCaiJun98
 * (sr-STE) compares. {@link io.github.vernier.listeners.rounding.StochasticRoundingListener} makes
 * that study on a network of yours while it trains:
 *
 * <pre>{@code
 * network.addListeners(StochasticRoundingListener.builder()
 *         .draws(10)                      // gradients to average
 *         .data(ProbeData.fixed(batch))   // default: the minibatch of training
 *         .recordTo(statsStorage)
 *         .build());
 * }</pre>
 *
 * <p>Rounded are {@code SignActivationLayer}, {@code ActivationSign} in any layer, and the inputs
 * of binary layers, if their values are −1 and +1; weights stay as they are. Without any of these
 * there is nothing to round, which the log says once. For the study's own networks see {@link
 * io.github.vernier.listeners.signnet}.
 */
package io.github.vernier.listeners.rounding;
