/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What a network costs, known from its configuration alone: parameters, bits, bytes, multiply-adds.
 *
 * <p>{@link io.github.vernier.layers.cost.CostAware} is how a layer of one's own takes part.
 */
package io.github.vernier.layers.cost;
