/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.training;

import io.github.vernier.layers.cost.NetworkCost;
import io.github.vernier.layers.substitution.Substituted;
import io.github.vernier.layers.substitution.Substitution;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.api.NeuralNetwork;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.learning.config.IUpdater;

/** Either kind of DL4J network with one input and one output. */
public sealed interface Network permits Chain, Graph {

    /**
     * Wraps a network.
     *
     * @param model a MultiLayerNetwork or ComputationGraph
     * @throws InputException if it has several inputs or outputs
     */
    static Network of(Model model) {
        if (model instanceof MultiLayerNetwork chain) {
            return new Chain(chain);
        }
        ComputationGraph graph = (ComputationGraph) model;
        if (graph.getNumInputArrays() != 1 || graph.getNumOutputArrays() != 1) {
            throw new InputException(
                    "The model has "
                            + graph.getNumInputArrays()
                            + " inputs and "
                            + graph.getNumOutputArrays()
                            + " outputs: expected one of each");
        }
        return new Graph(graph);
    }

    /**
     * The layers of either kind of network.
     *
     * @param model a MultiLayerNetwork or ComputationGraph
     */
    static Layer[] layers(Model model) {
        return model instanceof ComputationGraph graph
                ? graph.getLayers()
                : ((MultiLayerNetwork) model).getLayers();
    }

    /** The network itself. */
    Model model();

    /** One epoch of DL4J's own training. */
    default void fit(DataSetIterator data) {
        ((NeuralNetwork) model()).fit(data);
    }

    /** Class probabilities, {@code [n, classes]}. */
    INDArray output(INDArray images);

    /** Hidden activations for these images, in the order of execution. */
    List<Activation> activations(INDArray images);

    /** What the network costs. */
    NetworkCost cost(InputType input);

    /** A network with the same parameters, to be trained anew with another updater. */
    Network restarted(IUpdater updater);

    /** A compact copy. */
    Substituted<Network> substitute(Substitution substitution);

    /**
     * What is handed over for inference: the same outputs, of binary weights the signs only, so
     * that the file is small.
     */
    Network deployed();

    /** Listeners of the training, instead of any others. */
    default void listen(List<TrainingListener> listeners) {
        model().setListeners(listeners.toArray(TrainingListener[]::new));
    }

    /** A learning rate without a schedule, for whoever goes on training. */
    void learningRate(double rate);

    /**
     * Output of a hidden layer.
     *
     * @param name the layer's name, or its index if it has none
     * @param shape shape of the output
     * @param isPooling whether the layer pools
     */
    record Activation(String name, long[] shape, boolean isPooling) {}
}
