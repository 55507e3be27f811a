/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.estimator;

import io.github.vernier.listeners.probe.Moment;
import io.github.vernier.listeners.probe.Twin;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/** One minibatch at the present parameters; not to be kept. */
public final class Step {

    private final Twin twin;
    private final MultiDataSet batch;
    private final INDArray trainingSum;

    private Step(Twin twin, MultiDataSet batch, INDArray trainingSum) {
        this.twin = twin;
        this.batch = batch;
        this.trainingSum = trainingSum;
    }

    /**
     * The step that training is about to take, whose gradient is there already.
     *
     * @param now at the gradient
     */
    public static Step ofTraining(Moment now) {
        return new Step(now.twin(), now.batch(), now.gradient());
    }

    /**
     * A step on paper: its direction is looked at and not taken.
     *
     * @param twin twin of the network
     * @param batch minibatch
     */
    public static Step of(Twin twin, MultiDataSet batch) {
        return new Step(twin, batch, null);
    }

    /** Twin of the network, at the present parameters. */
    public Twin twin() {
        return twin;
    }

    /** The minibatch. */
    public MultiDataSet batch() {
        return batch;
    }

    /** Number of examples of the minibatch. */
    public long minibatch() {
        return batch.getFeatures(0).size(0);
    }

    /** Whether training is about to go along the direction. */
    public boolean isTraining() {
        return trainingSum != null;
    }

    /** Iterations done. */
    public int iteration() {
        return twin.network() instanceof MultiLayerNetwork network
                ? network.getIterationCount()
                : ((ComputationGraph) twin.network()).getIterationCount();
    }

    /** Epochs done. */
    public int epoch() {
        return twin.network() instanceof MultiLayerNetwork network
                ? network.getEpochCount()
                : ((ComputationGraph) twin.network()).getEpochCount();
    }

    /**
     * The plain gradient: training's own if this is its step, else the twin's.
     *
     * @param into overwritten with the mean over the minibatch, {@code [1, D]}
     * @return {@code into}
     */
    public INDArray gradient(INDArray into) {
        return into.assign(trainingSum == null ? twin.gradient(batch) : trainingSum)
                .divi(minibatch());
    }
}
