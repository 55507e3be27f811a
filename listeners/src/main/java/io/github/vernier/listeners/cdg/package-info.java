/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Coordinate-wise difference gradients (CDG): how a loss really answers when one parameter moves,
 * for comparison with what backpropagation or a straight-through estimator says.
 *
 * <h2>Of a function</h2>
 *
 * <p>{@link io.github.vernier.listeners.cdg.CentralDifference} is the definition, on any {@link
 * io.github.vernier.listeners.cdg.Objective}; {@link
 * io.github.vernier.listeners.cdg.NormalizedDescent} descends along it, as in the published study
 * of {@link io.github.vernier.listeners.cdg.Rosenbrock}'s function.
 *
 * <h2>Of a network</h2>
 *
 * <pre>{@code
 * network.addListeners(CdgListener.builder()
 *         .layers("conv1", "conv2")           // by name; default: all
 *         .epsilon(0.1, 0.01)                 // a sweep
 *         .coordinates(500)                   // a sample of each parameter; default: 20
 *         .data(ProbeData.fixed(batch))       // default: the minibatch of training
 *         .schedule(Schedule.everyEpoch())    // default: if that takes less than 5 % of the time
 *         .recordTo(statsStorage)
 *         .build());
 * }</pre>
 *
 * <p>{@link io.github.vernier.listeners.cdg.CdgListener} measures during training, {@link
 * io.github.vernier.listeners.cdg.CdgStudy} once on a {@link
 * io.github.vernier.listeners.probe.Twin}. For each parameter and ε there is a {@link
 * io.github.vernier.listeners.cdg.GradientAgreement}: cosine, relative error, equal signs, exact
 * zeros. On a smooth network the error falls with ε²; behind signs ε is the scale on which the loss
 * is looked at, and a small one sees nothing: many exact zeros.
 *
 * <h2>Which function</h2>
 *
 * <p>Differences and gradient are of the same function of the parameters, see {@link
 * io.github.vernier.listeners.cdg.CdgMode}: by default that of inference, without dropout and with
 * frozen batch statistics; or that of training, with the dropped units pinned.
 *
 * <h2>Cost</h2>
 *
 * <p>Two losses for each number and ε. {@link io.github.vernier.listeners.cdg.SharedDifferences}
 * computes again only what a number reaches, for many numbers at a time: stock dense layers and
 * NCHW convolutions are not run again at all, only the one channel of their output that moves goes
 * on, alone up to the next dense layer or convolution. Fast are therefore late layers, and
 * convolutions followed by batch normalization, activation and pooling. Layers of other kinds are
 * run anew for each number; networks with masks of features fall back to {@link
 * io.github.vernier.listeners.cdg.FullDifferences}, one forward pass for each loss, as does
 * everything else whose loss, computed layer by layer, is not the network's.
 */
package io.github.vernier.listeners.cdg;
