/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The page {@code /vernier/gradient-variance}: how noisy the gradient is, and whether the minibatch
 * is large enough.
 *
 * <p>It shows the records {@code VernierGradientVariance} and {@code VernierEstimator}. Endpoints
 * under {@code /vernier/api/gradient-variance}, all of the kinds of {@link
 * io.github.vernier.ui.record}, with {@code layer}, by default all layers together:
 *
 * <ul>
 *   <li>(none), {@code csv}: statistics of examples' gradients and of draws, tests, steps
 *   <li>{@code moment}: the table of all layers, and the histogram by gradient and parameter
 *   <li>{@code history}: histograms by gradient
 *   <li>{@code estimator}, {@code estimator-csv}: an estimator's direction beside the plain
 *       gradient
 * </ul>
 */
package io.github.vernier.ui.variance;
