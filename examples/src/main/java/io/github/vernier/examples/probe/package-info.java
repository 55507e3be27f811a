/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * {@code vernier probe}: studies of what gradients say, beside published results.
 *
 * <ul>
 *   <li>{@link io.github.vernier.examples.probe.CdgCommand}: backpropagation beside central
 *       differences of a trained CNN's loss; {@code --compare} times the shared computation
 *   <li>{@link io.github.vernier.examples.probe.RosenbrockCommand}: descent along central
 *       differences, from the published starting points
 *   <li>{@link io.github.vernier.examples.probe.DiscreteGradientCommand}: Discrete Gradient,
 *       straight-through estimator and central differences within one budget
 *   <li>{@link io.github.vernier.examples.probe.SrSteCommand}: straight-through estimators with
 *       signs and with stochastic rounding
 *   <li>{@link io.github.vernier.examples.probe.OverheadCommand}: what every probe costs by default
 * </ul>
 *
 * <p>Every study prints tables and, with {@code --out}, leaves a self-contained {@code report.html}
 * and the tables as CSV. Published values and their sources are in {@code published.json}; starting
 * points that come from another generator of random numbers are stored there.
 */
package io.github.vernier.examples.probe;
