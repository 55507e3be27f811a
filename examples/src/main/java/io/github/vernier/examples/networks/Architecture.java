/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.networks;

import io.github.vernier.layers.cost.NetworkCost;
import io.github.vernier.layers.substitution.CompressedWeightDecay;
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

    /**
     * The same with the weight decay of compressed layers multiplied by what they leave of the
     * parameters.
     *
     * @param original the same network with the convolutions that it was published with
     * @return a copy; equal if nothing in this one is compressed
     * @throws IllegalArgumentException if the original is of another kind
     */
    Architecture withCompressedDecay(Architecture original);

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
        public Chain withCompressedDecay(Architecture original) {
            if (!(original instanceof Chain other)) {
                throw new IllegalArgumentException(
                        name + ": its original must be a chain too, but is " + original);
            }
            return new Chain(
                    name,
                    input,
                    taps,
                    CompressedWeightDecay.of(configuration, other.configuration)
                            .applyTo(configuration));
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
        public Graph withCompressedDecay(Architecture original) {
            if (!(original instanceof Graph other)) {
                throw new IllegalArgumentException(
                        name + ": its original must be a graph too, but is " + original);
            }
            return new Graph(
                    name,
                    input,
                    taps,
                    CompressedWeightDecay.of(configuration, other.configuration)
                            .applyTo(configuration));
        }

        @Override
        public ComputationGraph network() {
            ComputationGraph network = new ComputationGraph(configuration.clone());
            network.init();
            return network;
        }
    }
}
