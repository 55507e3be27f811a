/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.network;

import java.util.List;
import java.util.Optional;
import org.deeplearning4j.arbiter.BaseNetworkSpace;
import org.deeplearning4j.arbiter.DL4JConfiguration;
import org.deeplearning4j.arbiter.GraphConfiguration;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;

/** What is special about candidates that are networks. */
public final class Configurations {

    private Configurations() {}

    /**
     * The network's configuration as Deeplearning4j's JSON; empty if it is none.
     *
     * @param configuration a candidate
     */
    public static Optional<String> json(Object configuration) {
        if (configuration instanceof DL4JConfiguration network) {
            return Optional.of(network.getMultiLayerConfiguration().toJson());
        }
        if (configuration instanceof GraphConfiguration graph) {
            return Optional.of(graph.getConfiguration().toJson());
        }
        return Optional.empty();
    }

    /**
     * Gives a network the trial's seed, unless its space fixes one: Deeplearning4j's default is the
     * time of day, which no run can repeat.
     *
     * @param space the candidate's space
     * @param configuration the candidate
     * @param seed the trial's seed
     */
    public static void seed(ParameterSpace<?> space, Object configuration, long seed) {
        if (space instanceof BaseNetworkSpace<?> network && network.getSeed() == null) {
            configurations(configuration).forEach(layer -> layer.setSeed(seed));
        }
    }

    private static List<NeuralNetConfiguration> configurations(Object configuration) {
        if (configuration instanceof DL4JConfiguration network) {
            return network.getMultiLayerConfiguration().getConfs();
        }
        if (configuration instanceof GraphConfiguration graph) {
            return List.of(graph.getConfiguration().getDefaultConfiguration());
        }
        return List.of();
    }
}
