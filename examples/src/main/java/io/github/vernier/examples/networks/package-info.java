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
 * <table>
 * <caption>Networks by the names of {@link io.github.vernier.examples.networks.Networks}</caption>
 * <tr><td>{@code small-cnn}</td><td>{@link io.github.vernier.examples.networks.SmallCnn}</td></tr>
 * <tr><td>{@code wrn-28-10}, ...</td><td>{@link io.github.vernier.examples.networks.WideResNet}</td></tr>
 * <tr><td>{@code darts}</td><td>{@link io.github.vernier.examples.networks.Darts}</td></tr>
 * <tr><td>{@code resnet-20}, {@code resnet-18-cifar}</td><td>{@link
 * io.github.vernier.examples.networks.BinaryResNet}</td></tr>
 * <tr><td>{@code vgg-small}</td><td>{@link io.github.vernier.examples.networks.VggSmall}</td></tr>
 * <tr><td>{@code resnet-18}, {@code -34}, {@code -50}, {@code wrn-50-2}</td><td>{@link
 * io.github.vernier.examples.networks.ImageNetResNet}</td></tr>
 * <tr><td>{@code mobilenet-v2}</td><td>{@link io.github.vernier.examples.networks.MobileNetV2}</td></tr>
 * </table>
 *
 * <p>A {@link io.github.vernier.examples.networks.ConvUnit} decides what the blocks are made of:
 * one layer ({@link io.github.vernier.examples.networks.ConvFactory}) or several ({@link
 * io.github.vernier.examples.networks.Moonshine}); {@link
 * io.github.vernier.examples.networks.ConvUnits} knows them by their published names. {@link
 * io.github.vernier.examples.networks.Architecture#taps()} names the layers to distill at.
 */
package io.github.vernier.examples.networks;
