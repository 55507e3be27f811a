/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.cdg;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One layer or vertex of a network, run by itself.
 *
 * @param name its name
 * @param parents what it reads: index of a step, or {@code -1 - i} for input i of the network
 * @param layer the layer, null for a vertex without one
 * @param preProcessor what comes before the layer, null if nothing
 * @param vertex the vertex where there is no layer
 * @param output which output of the network it is, -1 if none
 */
record ForwardStep(
        String name,
        int[] parents,
        Layer layer,
        InputPreProcessor preProcessor,
        GraphVertex vertex,
        int output) {

    private static final LayerWorkspaceMgr NO_WORKSPACES = LayerWorkspaceMgr.noWorkspaces();

    /** Whether it computes a loss. */
    boolean hasLoss() {
        return output >= 0;
    }

    /** What the layer itself reads. */
    INDArray layerInput(INDArray input) {
        return preProcessor == null
                ? input
                : preProcessor.preProcess(input, (int) input.size(0), NO_WORKSPACES);
    }

    /**
     * Activations.
     *
     * @param inputs one for each parent, not changed
     * @param training whether as in training
     */
    INDArray activate(INDArray[] inputs, boolean training) {
        if (layer == null) {
            for (int i = 0; i < inputs.length; i++) {
                vertex.setInput(i, inputs[i], NO_WORKSPACES);
            }
            INDArray activations = vertex.doForward(training, NO_WORKSPACES);
            vertex.clear();
            return activations;
        }
        take(inputs[0]);
        INDArray activations = layer.activate(training, NO_WORKSPACES);
        drop();
        return activations;
    }

    /**
     * Losses of the examples at inference.
     *
     * @return {@code [minibatch]}
     */
    INDArray losses(INDArray input, INDArray labels, INDArray mask) {
        setTargets(input, labels, mask);
        INDArray losses = ((IOutputLayer) layer).computeScoreForExamples(0, NO_WORKSPACES);
        drop();
        return losses.reshape(losses.length());
    }

    /** Mean loss of the minibatch. */
    double loss(INDArray input, INDArray labels, INDArray mask, boolean training) {
        setTargets(input, labels, mask);
        double loss = ((IOutputLayer) layer).computeScore(0, training, NO_WORKSPACES);
        drop();
        return loss;
    }

    private void setTargets(INDArray input, INDArray labels, INDArray mask) {
        take(input);
        ((IOutputLayer) layer).setLabels(labels);
        layer.setMaskArray(mask);
    }

    private void take(INDArray input) {
        layer.setInputMiniBatchSize((int) input.size(0));
        // Some layers write into what they read.
        layer.setInput(layerInput(input).dup('c'), NO_WORKSPACES);
    }

    private void drop() {
        layer.clear();
        layer.clearNoiseWeightParams();
        layer.setMaskArray(null);
        if (layer instanceof IOutputLayer outputLayer) {
            outputLayer.setLabels(null);
        }
    }
}
