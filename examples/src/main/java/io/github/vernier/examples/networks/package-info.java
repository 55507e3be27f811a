/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The networks of the studies, configured in DL4J's own terms.
 *
 * <pre>{@code
 * ComputationGraphConfiguration wide = WideResNet.builder()
 *         .depth(28).widen(10).classes(10).inputShape(3, 32, 32)
 *         .convolution(ConvFactory.stock())
 *         .build();
 * Architecture small = Networks.byName("small-cnn", new ImageShape(1, 28, 28, 10), 42);
 * small.cost().parameters();      // before anything is allocated
 * Model network = small.network();
 * }</pre>
 *
 * <p>A {@link io.github.vernier.examples.networks.ConvFactory} decides which convolutions the
 * blocks are made of; {@link io.github.vernier.examples.networks.Architecture#taps()} names the
 * layers to distill at.
 */
package io.github.vernier.examples.networks;
