/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * {@code vernier estimators}: what the sign estimators of {@code layers} look like.
 *
 * <p>{@link io.github.vernier.examples.estimators.EstimatorsCommand} prints a table and a plot for
 * each, and with {@code --out} leaves {@code report.html}, which needs no network, and {@code
 * curves.csv}: {@code estimator,x,value,gradient}, one line for each point.
 */
package io.github.vernier.examples.estimators;
