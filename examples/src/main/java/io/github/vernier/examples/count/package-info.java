/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The table of counts: what the published compact networks cost, counted from configurations,
 * beside what was published.
 *
 * <p>{@link io.github.vernier.examples.count.CountExperiment} counts; {@link
 * io.github.vernier.examples.count.CountCommand} prints.
 */
package io.github.vernier.examples.count;
