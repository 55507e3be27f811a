/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.count;

import io.github.vernier.examples.networks.Architecture;
import io.github.vernier.examples.networks.BinaryResNet;
import io.github.vernier.examples.networks.ConvUnit;
import io.github.vernier.examples.networks.ConvUnits;
import io.github.vernier.examples.networks.Darts;
import io.github.vernier.examples.networks.ImageNetResNet;
import io.github.vernier.examples.networks.ImageNetResNet.FinalPooling;
import io.github.vernier.examples.networks.Networks;
import io.github.vernier.examples.networks.Networks.ImageShape;
import io.github.vernier.layers.cost.NetworkCost;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The networks that are counted, by the names of {@code published.csv}.
 *
 * <p>Besides what {@link Networks} and {@link ConvUnits} know there are:
 *
 * <ul>
 *   <li>networks: {@code wrn-28-10 cifar-100}; {@code darts inputs kept}, whose 1x1 convolutions on
 *       the cells' inputs stay; {@code darts auxiliary}; {@code resnet-18 global pooling} and the
 *       like; {@code resnet-18-cifar projections};
 *   <li>layers that were in use for some time only: see {@link HistoricUnits}.
 * </ul>
 *
 * A network is configured once, whatever is asked about it.
 */
final class Subjects {

    private static final Set<String> IMAGENET =
            Set.of("resnet-18", "resnet-34", "resnet-50", "wrn-50-2", "mobilenet-v2");
    private static final long SEED = 1;

    private static final Map<String, Function<ConvUnit, Architecture>> VARIANTS =
            Map.of(
                    "wrn-28-10 cifar-100",
                    unit -> Networks.byName("wrn-28-10", ImageShape.CIFAR_100, SEED, unit),
                    "darts inputs kept",
                    unit ->
                            Darts.builder()
                                    .convolution(unit)
                                    .substituteInputs(false)
                                    .architecture(),
                    "darts auxiliary",
                    unit -> Darts.builder().convolution(unit).auxiliaryHead(1, 0.4).architecture(),
                    "resnet-18-cifar projections",
                    unit ->
                            BinaryResNet.builder()
                                    .convolution(unit)
                                    .resNet18()
                                    .shortcut(BinaryResNet.Shortcut.CONVOLUTION)
                                    .architecture(),
                    "resnet-18 global pooling",
                    unit -> pooled(unit).resNet18().architecture(),
                    "resnet-34 global pooling",
                    unit -> pooled(unit).resNet34().architecture(),
                    "resnet-50 global pooling",
                    unit -> pooled(unit).resNet50().architecture(),
                    "wrn-50-2 global pooling",
                    unit -> pooled(unit).wideResNet50().architecture());

    private static ImageNetResNet.Builder pooled(ConvUnit unit) {
        return ImageNetResNet.builder().convolution(unit).finalPooling(FinalPooling.GLOBAL);
    }

    private final Map<String, Subject> subjects = new HashMap<>();

    /**
     * A network and its cost.
     *
     * @param architecture the configuration
     * @param cost what it costs
     */
    record Subject(Architecture architecture, NetworkCost cost) {}

    /**
     * A network with its convolutions.
     *
     * @param network name of the network
     * @param layer name of what its convolutions are
     * @throws IllegalArgumentException if there is none of that name
     */
    Subject get(String network, String layer) {
        return subjects.computeIfAbsent(
                network + " / " + layer, key -> subject(network, unit(layer)));
    }

    /** A network with any convolutions; configured anew. */
    static Subject subject(String network, ConvUnit unit) {
        Function<ConvUnit, Architecture> variant = VARIANTS.get(network);
        Architecture architecture =
                variant == null
                        ? Networks.byName(
                                network,
                                IMAGENET.contains(network)
                                        ? ImageShape.IMAGENET
                                        : ImageShape.CIFAR_10,
                                SEED,
                                unit)
                        : variant.apply(unit);
        return new Subject(architecture, architecture.cost());
    }

    private static ConvUnit unit(String layer) {
        return HistoricUnits.byName(layer).orElseGet(() -> ConvUnits.byName(layer));
    }

    /** Whether there is a layer of that name, or a family of layers to find a setting of. */
    static boolean knows(String layer) {
        return HistoricUnits.byName(layer).isPresent()
                || ConvUnits.isName(layer)
                || ConvUnits.isName(layer + "_1");
    }
}
