/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * IR-Net, Forward and Backward Information Retention (Qin et al. 2020, arXiv 1909.10788).
 *
 * <p>{@link io.github.vernier.layers.binary.irnet.LibraWeight} is its weight; its activations are
 * signs by {@link io.github.vernier.layers.binary.estimator.ScheduledErrorDecay}:
 *
 * <pre>{@code
 * ISchedule t = ErrorDecaySchedule.published(400);
 * .layer(new SignActivationLayer(new ScheduledErrorDecay(t, ZeroSign.ZERO)))
 * .layer(new ParameterizedConvolution2D.Builder(LibraWeight.published(400), 3, 3)
 *         .nOut(64).padding(1, 1).hasBias(false).activation(Activation.IDENTITY).build())
 * }</pre>
 */
package io.github.vernier.layers.binary.irnet;
