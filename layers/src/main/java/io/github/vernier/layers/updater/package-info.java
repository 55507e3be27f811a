/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The optimizer of published recipes, as a stock updater: heavy-ball SGD and its learning rate.
 *
 * <pre>{@code
 * new NeuralNetConfiguration.Builder()
 *         .updater(new HeavyBall(new WarmupCosine(0.1, 5, 600), 0.9))
 *         .l2(5e-4).l2Bias(5e-4)          // added to the gradient, as PyTorch's weight_decay
 * }</pre>
 *
 * <p>{@link io.github.vernier.layers.updater.HeavyBall} is what {@code torch.optim.SGD(lr,
 * momentum)} does; {@link io.github.vernier.layers.updater.WarmupCosine} goes by DL4J's epoch
 * count, which {@code fit(iterator)} raises and {@code fit(dataSet)} does not. Both travel in the
 * network's JSON, and the velocity in a saved model's updater state.
 */
package io.github.vernier.layers.updater;
