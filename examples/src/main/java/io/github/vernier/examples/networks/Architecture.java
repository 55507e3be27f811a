/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.networks;

import io.github.vernier.layers.cost.NetworkCost;
import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** A network that is configured but not allocated, whichever of DL4J's two kinds it is. */
public sealed interface Architecture {

    /** Name by which {@link Networks} knows it. */
    String name();

    /** Shape of its input. */
    InputType input();

    /** Names of the layers whose activations a distillation compares, shallowest first. */
    List<String> taps();

    /** What it costs; allocates nothing. */
    NetworkCost cost();

    /** A new network, initialized with the configuration's seed. */
    Model network();

    /**
     * A chain of layers.
     *
     * @param name name by which {@link Networks} knows it
     * @param input shape of its input
     * @param taps layers to compare
     * @param configuration the configuration
     */
    record Chain(
            String name, InputType input, List<String> taps, MultiLayerConfiguration configuration)
            implements Architecture {
        @Override
        public NetworkCost cost() {
            return NetworkCost.of(configuration, input);
        }

        @Override
        public MultiLayerNetwork network() {
            MultiLayerNetwork network = new MultiLayerNetwork(configuration.clone());
            network.init();
            return network;
        }
    }

    /**
     * A graph of layers with one input.
     *
     * @param name name by which {@link Networks} knows it
     * @param input shape of its input
     * @param taps vertices to compare
     * @param configuration the configuration
     */
    record Graph(
            String name,
            InputType input,
            List<String> taps,
            ComputationGraphConfiguration configuration)
            implements Architecture {
        @Override
        public NetworkCost cost() {
            return NetworkCost.of(configuration, input);
        }

        @Override
        public ComputationGraph network() {
            ComputationGraph network = new ComputationGraph(configuration.clone());
            network.init();
            return network;
        }
    }
}
