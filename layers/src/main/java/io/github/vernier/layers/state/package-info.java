/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * State that a layer changes by itself.
 *
 * <p>Training changes a network by its updater, which acts on gradients. A layer may change more:
 * running statistics, weights that follow them. Whoever computes a gradient only to look at it must
 * stop that; the configuration of such a layer implements {@link
 * io.github.vernier.layers.state.AdaptiveState}, and every probe of the listeners module, whose
 * twin shares the parameters of the network in training, freezes it.
 *
 * <pre>{@code
 * public class MyLayer extends BaseLayer implements AdaptiveState {
 *     private boolean frozen;
 *     public void setFrozen(boolean frozen) { this.frozen = frozen; }    // asked in each backward pass
 * }
 * }</pre>
 *
 * <p>DL4J's batch normalization needs none of this: it hands its running statistics to the updater
 * as if they were gradients.
 */
package io.github.vernier.layers.state;
