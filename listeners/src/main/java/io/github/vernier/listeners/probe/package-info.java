/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * One idea: a probe asks a question of a twin, never of the network in training.
 *
 * <p>A {@link io.github.vernier.listeners.probe.Twin} shares the parameter buffer with the network
 * being trained and nothing else: its own gradient view, layer state, masks and iteration count.
 * Whatever is computed on it under a {@link io.github.vernier.listeners.probe.RandomStream} leaves
 * training bit-identical to training without it. Layers that change their own parameters in a
 * backward pass, such as a Pop-Art head, are frozen in the twin; a layer of your own says that it
 * is one by {@link io.github.vernier.layers.state.AdaptiveState}.
 *
 * <h2>Writing a probe</h2>
 *
 * <pre>{@code
 * public final class GradientNorm extends Probe {
 *     public GradientNorm(RecordSink sink) { super(Schedule.every(10), List.of(sink)); }
 *     protected void atGradient(Moment now) {
 *         double norm = now.gradient().norm2Number().doubleValue() / now.minibatch();
 *         ...
 *     }
 * }
 * network.addListeners(new GradientNorm(sink));
 * }</pre>
 *
 * <p>{@link io.github.vernier.listeners.probe.Probe} decides when to measure ({@link
 * io.github.vernier.listeners.probe.Schedule}), keeps the measurement's own stream of random
 * numbers, accounts its time, and, when a measurement fails, says so once and measures no more;
 * training goes on.
 *
 * <p>A probe with settings has a builder that extends {@link
 * io.github.vernier.listeners.probe.ProbeBuilder}: schedule, seed and where records go; or {@link
 * io.github.vernier.listeners.probe.DataProbeBuilder}, with minibatches to measure on besides.
 * {@link io.github.vernier.listeners.probe.ParameterStudyProbe} is the probe of a study that takes
 * many losses: it has a minibatch, keeps its last result, and can be given up halfway.
 *
 * <h2>What the gradient means</h2>
 *
 * <p>In {@code atGradient} DL4J's gradient is the raw sum over the minibatch, without
 * regularization, clipping or updater; divide by {@link
 * io.github.vernier.listeners.probe.Moment#minibatch()} for the mean. A twin's gradient is of the
 * same kind. {@link io.github.vernier.listeners.probe.ParameterBlock} says which part of it belongs
 * to which parameter, and which parts are no gradients at all (running statistics).
 *
 * <p>Its function is that of training: with dropout, and with batch normalization by the minibatch.
 * A twin {@linkplain io.github.vernier.listeners.probe.Twin#ofInference of inference} has the
 * gradient of the loss at inference instead.
 *
 * <h2>Data</h2>
 *
 * <p>A probe measures on a {@link io.github.vernier.listeners.probe.ProbeData} of its own, so it
 * never takes a minibatch from training; or on the minibatch that training has just used.
 *
 * <h2>Parallel training</h2>
 *
 * <p>DL4J's {@code ParallelWrapper} calls one listener from all its threads. A probe belongs to the
 * first network that called it, and rests in calls of other networks on other threads; a later
 * training on the same thread takes it over.
 */
package io.github.vernier.listeners.probe;
