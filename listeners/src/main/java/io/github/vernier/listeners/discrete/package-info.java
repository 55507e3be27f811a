/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Discrete Gradient search: the smallest change of each coordinate that lowers a function at all,
 * and a step made of the best of them.
 *
 * <p>On a smooth function every smallest change is one stride and the step is that of the
 * gradient's signs; on a piecewise constant one, such as the loss of a network of signs, the
 * {@linkplain io.github.vernier.listeners.discrete.DiscreteGradient.Result#delta() distribution of
 * changes} tells how far the next step of the function is in each direction.
 *
 * <h2>Of a network</h2>
 *
 * <pre>{@code
 * network.addListeners(DiscreteGradientListener.builder()
 *         .layers("conv1")                // by name; default: all
 *         .epsilon(0.1).stride(0.01)      // default; up to 2 ε / stride losses for each number
 *         .coordinates(8)                 // a sample of each parameter, the default; 0 for all
 *         .data(ProbeData.fixed(batch))   // default: the minibatch of training
 *         .recordTo(statsStorage)
 *         .build());
 * }</pre>
 *
 * <p>{@link io.github.vernier.listeners.discrete.DiscreteGradientListener} measures during
 * training, {@link io.github.vernier.listeners.discrete.DiscreteGradientStudy} once on a twin of
 * inference. A decrease within the rounding of a mean loss, a millionth of it for floats, is none.
 */
package io.github.vernier.listeners.discrete;
