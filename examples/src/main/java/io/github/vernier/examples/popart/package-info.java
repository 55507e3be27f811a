/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Binary regression with outliers, the experiment that introduced Pop-Art (van Hasselt et al. 2016,
 * arXiv 1602.07714, section 3), in DL4J's own trainer.
 *
 * <p>{@link io.github.vernier.examples.popart.PopArtToyCommand} runs fifty repetitions of three
 * methods: the stock output layer, a Pop-Art head that does not preserve its outputs, and a Pop-Art
 * head. Each repetition is a {@code MultiLayerNetwork} that is given 5004 minibatches of one
 * example; repetitions run in parallel, a thread and a network each. Data and first weights are the
 * same for all methods and depend on the seed alone.
 *
 * <p>The figures beside ours are those of the reproduction {@code zouyu4524/Pop-Art-Translation},
 * whose random numbers are others: fifty repetitions of ours may differ by what its own spread is,
 * which the table shows as the expected range. α is that of the loss ½(f − y)²; DL4J's L2 has twice
 * the gradient, so the learning rate is α/2.
 */
package io.github.vernier.examples.popart;
