/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Sign estimators where DL4J has activation functions.
 *
 * <p>{@link io.github.vernier.layers.binary.activation.ActivationSign} is an activation function
 * for any layer: {@code .activation(new ActivationSign(new ApproxSign(ZeroSign.PLUS_ONE)))}. {@link
 * io.github.vernier.layers.binary.activation.SignActivationLayer} is a layer of its own, which
 * estimators with a schedule need.
 */
package io.github.vernier.layers.binary.activation;
