/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What a network costs, known from its configuration alone: parameters, bits, bytes, multiply-adds.
 *
 * <pre>{@code
 * NetworkCost cost = NetworkCost.of(configuration, InputType.convolutional(32, 32, 3));
 * System.out.println(cost.format());
 * }</pre>
 *
 * <p>{@link io.github.vernier.layers.cost.NetworkCost} follows the shapes through a configuration
 * and asks every layer; {@link io.github.vernier.layers.cost.CountingRule} says what counts as a
 * multiply-add; a layer of one's own takes part by {@link io.github.vernier.layers.cost.CostAware}.
 * {@link io.github.vernier.layers.cost.SizeMeasure} is what a size counts, parameters or bits;
 * {@link io.github.vernier.layers.cost.BudgetSolver} turns the question round: which setting makes
 * a network of a given size?
 */
package io.github.vernier.layers.cost;
