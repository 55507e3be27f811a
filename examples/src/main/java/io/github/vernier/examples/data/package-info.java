/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Data sets of the command line, and what is done to their images before training.
 *
 * <h2>Data sets</h2>
 *
 * <p>{@link io.github.vernier.examples.data.DataSource#of DataSource.of(name, folder, seed)} gives
 * one of
 *
 * <table>
 * <caption>Data sets by name</caption>
 * <tr><th>name</th><th>images</th><th>from</th></tr>
 * <tr><td>{@code digits}</td><td>28x28 gray, 8000 + 2000</td><td>{@link
 * io.github.vernier.examples.data.SyntheticDigits}, drawn on the spot</td></tr>
 * <tr><td>{@code mnist}, {@code fashion}</td><td>28x28 gray</td><td>IDX files, {@link
 * io.github.vernier.examples.data.MnistFolder}</td></tr>
 * <tr><td>{@code cifar10}</td><td>32x32 colour</td><td>binary records, {@link
 * io.github.vernier.examples.data.CifarBinary}</td></tr>
 * </table>
 *
 * <p>Files may be gzip-compressed or not, and lie in the folder or in its subfolder of the data
 * set's name. Nothing is downloaded. A missing or malformed file is a {@link
 * io.github.vernier.examples.data.DataFormatException} that names the file, what was expected and
 * what was found.
 *
 * <h2>Iterators</h2>
 *
 * <p>Images stay in memory as bytes and become floats in [0, 1], channels first, one minibatch at a
 * time. {@link io.github.vernier.examples.data.ImageIterator} counts epochs; the order of an epoch
 * depends on its number and the seed only, so training resumed with {@code startEpoch(30)} sees
 * what it would have seen.
 *
 * <h2>Preprocessors</h2>
 *
 * <p>The CIFAR recipe, in the order that matters: padding is black before the normalization, the
 * cut is the mean after it.
 *
 * <pre>{@code
 * DataSource cifar = DataSource.of("cifar10", folder, seed);
 * ImageIterator train = cifar.train(128, seed);
 * train.setPreProcessor(PreProcessorChain.of(
 *         new PadCropFlip(4, true, seed), ChannelNormalization.cifar10(), new Cutout(16, seed)));
 * ImageIterator test = cifar.test(500);
 * test.setPreProcessor(ChannelNormalization.cifar10());
 * }</pre>
 *
 * <p>All of them work in place on any layout of memory, in float and double, channels first or
 * last. The random ones are {@link io.github.vernier.examples.data.EpochAware}: what happens to the
 * k-th image of an epoch depends on the seed, the epoch and k, not on the size of the minibatches.
 * The iterator tells them the epoch; transforms given the same seed are still independent.
 */
package io.github.vernier.examples.data;
