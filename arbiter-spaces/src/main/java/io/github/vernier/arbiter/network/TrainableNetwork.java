/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.network;

import org.deeplearning4j.arbiter.DL4JConfiguration;
import org.deeplearning4j.arbiter.GraphConfiguration;
import org.deeplearning4j.arbiter.scoring.util.ScoreUtil;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** Both kinds of network, as far as a search goes. */
interface TrainableNetwork {

    /** The network itself. */
    Model model();

    /** How many epochs it is to train. */
    int epochs();

    /** Trains one epoch on an iterator, or what makes one. */
    void fit(Object data);

    /**
     * Makes the network of a candidate.
     *
     * @param configuration the candidate
     * @throws IllegalArgumentException if it is none, or stops early in its own way
     */
    static TrainableNetwork of(Object configuration) {
        if (configuration instanceof DL4JConfiguration layers) {
            refuseEarlyStopping(layers.getEarlyStoppingConfiguration());
            MultiLayerNetwork network = new MultiLayerNetwork(layers.getMultiLayerConfiguration());
            network.init();
            return new Layers(network, layers.getNumEpochs());
        }
        if (configuration instanceof GraphConfiguration vertices) {
            refuseEarlyStopping(vertices.getEarlyStoppingConfiguration());
            ComputationGraph graph = new ComputationGraph(vertices.getConfiguration());
            graph.init();
            return new Graph(graph, vertices.getNumEpochs());
        }
        throw new IllegalArgumentException(
                "A candidate must be a network's configuration, but is "
                        + configuration.getClass().getName());
    }

    private static void refuseEarlyStopping(Object earlyStopping) {
        if (earlyStopping != null) {
            throw new IllegalArgumentException(
                    "A space with early stopping is trained by Arbiter's own tasks: use"
                            + " SafeOptimizationRunner");
        }
    }

    /** A chain of layers. */
    record Layers(MultiLayerNetwork model, int epochs) implements TrainableNetwork {

        @Override
        public void fit(Object data) {
            model.fit(ScoreUtil.getIterator(data));
        }
    }

    /** A graph. */
    record Graph(ComputationGraph model, int epochs) implements TrainableNetwork {

        @Override
        public void fit(Object data) {
            if (data instanceof DataSetIterator examples) {
                model.fit(examples);
            } else {
                model.fit(ScoreUtil.getMultiIterator(data));
            }
        }
    }
}
