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
 */
package io.github.vernier.listeners.discrete;
