/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Coordinate-wise difference gradients (CDG): how a loss really answers when one parameter moves,
 * for comparison with what backpropagation or a straight-through estimator says.
 *
 * <p>{@link io.github.vernier.listeners.cdg.CentralDifference} is the definition, on any {@link
 * io.github.vernier.listeners.cdg.Objective}; {@link
 * io.github.vernier.listeners.cdg.NormalizedDescent} descends along it, as in the published study
 * of {@link io.github.vernier.listeners.cdg.Rosenbrock}'s function.
 */
package io.github.vernier.listeners.cdg;
