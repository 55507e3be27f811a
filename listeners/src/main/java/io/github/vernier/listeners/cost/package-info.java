/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * One idea: what a network costs, on the record beside its training.
 *
 * <pre>{@code
 * InputType input = InputType.convolutional(32, 32, 3);
 * CostReport.of(NetworkCost.of(student, input))
 *         .against(NetworkCost.of(teacher, input))
 *         .recordTo(storage, "my session");
 * }</pre>
 *
 * <p>{@link io.github.vernier.listeners.cost.CostReport} writes parameters, bits and multiply-adds
 * of every layer once; nothing of it needs the network to be trained, or even to have parameters.
 */
package io.github.vernier.listeners.cost;
