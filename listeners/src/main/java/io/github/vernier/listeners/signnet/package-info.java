/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * A network of signs small enough to ask what its gradient should be: dense layers without bias,
 * sign activations, a linear output, mean squared error.
 *
 * <p>{@link io.github.vernier.listeners.signnet.SignNetwork} computes its loss, the gradient of the
 * straight-through estimator, the same with stochastic rounding in the forward pass (sr-STE), and
 * the coordinate-wise central difference. {@link io.github.vernier.listeners.signnet.LineSearch}
 * says how good a direction is: the least loss along it. Source: the studies of YouCaiJun98 on
 * stochastic-rounding straight-through estimators.
 */
package io.github.vernier.listeners.signnet;
