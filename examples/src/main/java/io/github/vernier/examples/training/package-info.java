/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What experiments share: networks of either of DL4J's kinds trained in its own {@code fit()},
 * measured, stored.
 *
 * <pre>{@code
 * DataSource data = new DataSelection("cifar10", folder, 10_000, 2_000).read(seed);
 * Preparation preparation = new Preparation(
 *         data, Optional.of(Preparation.standardization(data)), Augmentation.CROP_FLIP, 128, seed);
 * Protocol protocol = Protocol.RECU_CIFAR.scaledTo(8);
 * Network trained = new Trainer(preparation, protocol, seed, observer, new Stop())
 *         .train(name, Network.of(model), 8, listeners, point -> {});
 * }</pre>
 *
 * <p>A {@link io.github.vernier.examples.training.Recipe} is updater and rates; {@link
 * io.github.vernier.examples.training.Protocol} has the published ones. All models of an experiment
 * see the same minibatches in the same order. What happens is told to a {@link
 * io.github.vernier.examples.training.TrainingObserver}; a {@link
 * io.github.vernier.examples.training.Stop} ends the work at the next minibatch.
 *
 * <p>The same settings and seed give the same numbers on the same machine, times apart.
 */
package io.github.vernier.examples.training;
