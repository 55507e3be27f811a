/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.count;

import io.github.vernier.examples.networks.ConvFactory;
import io.github.vernier.examples.networks.ConvShape;
import io.github.vernier.examples.networks.ConvUnit;
import io.github.vernier.layers.hashed.HashedConvolution2D;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.nd4j.linalg.activations.Activation;

/**
 * Convolutions that the published code used for some time and then changed; only their counts are
 * of interest.
 *
 * <ul>
 *   <li>{@code HashedDecimate old}: one side of the kernel was missing in the budget (until
 *       fae4a05);
 *   <li>{@code SepHashedDecimate both}: a tenth of the separable convolution's weights, both parts
 *       hashed and with bias; 1x1 convolutions, too, have a depthwise part, which shares the tenth
 *       of their weights (11 to 17 December 2018);
 *   <li>{@code Sep always}: a depthwise part of one weight a channel in front of 1x1 convolutions
 *       (until caf6205).
 * </ul>
 */
final class HistoricUnits {

    private static final Map<String, ConvUnit> UNITS =
            Map.of(
                    "HashedDecimate old",
                    ConvFactory.hashed(s -> (long) s.in() * s.out() * s.kernel() / 10),
                    "SepHashedDecimate both",
                    HistoricUnits::bothHashed,
                    "Sep always",
                    ConvFactory.separableAlways());

    private HistoricUnits() {}

    static Optional<ConvUnit> byName(String name) {
        return Optional.ofNullable(UNITS.get(name));
    }

    private static void bothHashed(
            GraphBuilder graph, String name, String input, ConvShape shape, long seed) {
        if (shape.kernel() > 1) {
            ConvFactory.bothHashedDecimate().add(graph, name, input, shape, seed);
            return;
        }
        // The layer has no depthwise part for a 1x1 kernel, so it stands on its own here.
        double budget = Math.floorDiv(shape.weights(), 10L);
        double all = shape.separableWeights();
        graph.addLayer(
                name + "_depthwise",
                new HashedConvolution2D.Builder(1, 1)
                        .buckets((long) (budget * shape.in() / all))
                        .hashSeed(seed)
                        .groups(shape.in())
                        .nIn(shape.in())
                        .nOut(shape.in())
                        .stride(shape.stride(), shape.stride())
                        .convolutionMode(ConvolutionMode.Truncate)
                        .activation(Activation.IDENTITY)
                        .build(),
                input);
        ConvFactory.hashed(s -> (long) (budget * s.weights() / all))
                .add(
                        graph,
                        name,
                        name + "_depthwise",
                        new ConvShape(shape.in(), shape.out(), 1, 1),
                        seed);
    }
}
