/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.estimator;

import io.github.vernier.listeners.variance.GradientReport;

/**
 * An estimator's variance at one moment of training, next to that of the plain gradient.
 *
 * @param iteration iterations done
 * @param estimator statistics of the estimator's direction
 * @param plain the same of the minibatch's mean gradient
 * @param difference mean over the coordinates of {@code |E_estimator − E_plain|}, of two noisy
 *     means: not 0 for unbiased estimators
 */
public record EstimatorVariance(
        int iteration, GradientReport estimator, GradientReport plain, double difference) {}
