/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.popart;

/**
 * The targets of one minibatch that concern one statistic: those no mask hides.
 *
 * @param targets in units of the targets, at least one, all finite
 * @param stepSize β_t of this update
 * @param update number of this update, from 1
 */
public record TargetBatch(double[] targets, double stepSize, long update) {}
