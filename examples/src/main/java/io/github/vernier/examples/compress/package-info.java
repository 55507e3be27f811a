/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Makes a network smaller and says what that costs: the steps behind {@code vernier compress}.
 *
 * <p>{@link io.github.vernier.examples.compress.Compression} takes {@link
 * io.github.vernier.examples.compress.CompressionSettings} and
 *
 * <ol>
 *   <li>reads the data and trains the teacher in DL4J's own {@code fit()}, or loads it;
 *   <li>replaces its convolutions by compact ones, to a budget of parameters, or of bits if they
 *       are binary: then as few as meet it, with the first and the last layer left in float;
 *   <li>trains this student twice, from the same parameters, for as many epochs, on the same
 *       minibatches in the same order: on the labels, and distilled from the teacher;
 *   <li>measures accuracy on the test images and time per image, of all models alike.
 * </ol>
 *
 * <p>What happens is told to a {@link io.github.vernier.examples.compress.CompressionObserver};
 * nothing is printed or written here. A {@link io.github.vernier.examples.training.Stop} ends the
 * work at the next minibatch, with a {@link io.github.vernier.examples.training.StoppedException}.
 *
 * <p>Binary students train as the published second stage of ReCU does, from trained float weights,
 * by Adam and without weight decay of their own, with its schedule of the clamp over their epochs.
 * Their files hold the signs of binary weights only, with the same outputs.
 *
 * <p>The same settings and seed give the same numbers on the same machine, times apart.
 *
 * <p>Accuracies are those of the last epoch: the test images choose nothing.
 */
package io.github.vernier.examples.compress;
