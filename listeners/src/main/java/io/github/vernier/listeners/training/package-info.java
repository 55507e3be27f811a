/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * How a training goes: what the overview page shows.
 *
 * <pre>{@code
 * network.addListeners(TrainingRecorder.builder()
 *         .epochs(20).recordTo(storage).sessionId("run 7").hyperParameter("teacher", "wrn-28-4").build());
 * }</pre>
 *
 * <p>{@link io.github.vernier.listeners.training.TrainingRecorder} records score, epoch, learning
 * rates, speed and time to the end at every iteration or every n-th, and update:parameter ratios
 * less often, for they read all parameters. It reads what training left behind and computes nothing
 * in the network, so training is bit-identical with and without it.
 *
 * <p>Several listeners of one training are seen together if they record into the same session.
 */
package io.github.vernier.listeners.training;
