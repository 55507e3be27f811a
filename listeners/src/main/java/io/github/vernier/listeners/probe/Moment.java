/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.probe;

import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * The training iteration at which a probe measures; not to be kept.
 *
 * @param model the network in training, not to be run or changed
 * @param twin its twin, free to be run; its parameters are those of the network
 * @param iteration iterations done before this one
 * @param epoch epochs done before this one
 * @param batch the minibatch of this iteration, by reference
 * @param gradient {@code [1, D]}: at the gradient, the raw sum over the minibatch; after the
 *     update, what was subtracted from the parameters. Changes at the gradient take effect.
 * @param score DL4J's score of this iteration
 */
public record Moment(
        Model model,
        Twin twin,
        int iteration,
        int epoch,
        MultiDataSet batch,
        INDArray gradient,
        double score) {

    /** Number of examples of this iteration's minibatch. */
    public long minibatch() {
        return batch.getFeatures(0).size(0);
    }

    /** Layers of the network in training, in the order of the twin's; not to be run or changed. */
    public List<Layer> layers() {
        return List.of(
                model instanceof MultiLayerNetwork network
                        ? network.getLayers()
                        : ((ComputationGraph) model).getLayers());
    }
}
