/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * One idea: how a network is trained can be searched like its layers.
 *
 * <p>Schedules: {@link io.github.vernier.arbiter.spaces.training.TauScheduleSpace} (the binary
 * clamp), {@link io.github.vernier.arbiter.spaces.training.ErrorDecayScheduleSpace} (a sign
 * estimator's temperature), {@link io.github.vernier.arbiter.spaces.training.WarmupCosineSpace} (a
 * learning rate). Updaters that Arbiter has no space for, or a wrong one: {@link
 * io.github.vernier.arbiter.spaces.training.BopSpace}, {@link
 * io.github.vernier.arbiter.spaces.training.HeavyBallSpace}, {@link
 * io.github.vernier.arbiter.spaces.training.AdamUpdaterSpace}. Estimators: {@link
 * io.github.vernier.arbiter.spaces.training.SignEstimatorSpace}.
 *
 * <pre>{@code
 * new MultiLayerSpace.Builder()
 *     .updater(AdamUpdaterSpace.withSchedule(
 *         new WarmupCosineSpace(new LogSpace(1e-4, 1e-2), new ContinuousParameterSpace(0, 0.2), 40)))
 *     .addLayer(new BinaryConvolution2DSpace.Builder()
 *         .kernelSize(3, 3)
 *         .weightEstimator(SignEstimatorSpace.of("identity", "approx-sign"))
 *         .tau(new TauScheduleSpace(
 *             new ContinuousParameterSpace(0.6, 0.95), new ContinuousParameterSpace(0.95, 1), 40))
 *         .build())
 * }</pre>
 */
package io.github.vernier.arbiter.spaces.training;
