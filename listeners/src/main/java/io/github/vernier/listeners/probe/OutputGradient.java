/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.probe;

import java.util.function.Consumer;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Shows δ, the gradient of the loss at a layer's output before its activation function.
 *
 * <p>A row of δ belongs to one example and is that of the example's own loss, not divided by the
 * size of the minibatch. At the moment it is shown, {@code layer.input()} is what the layer reads,
 * after dropout.
 */
public final class OutputGradient {

    private OutputGradient() {}

    /**
     * Puts a tap on a layer of a twin; the twin is changed for good, its results are not.
     *
     * @param layer layer of a twin, never of a network in training
     * @param tap sees δ at each backward pass, in the shape and within the workspaces DL4J has then
     */
    public static void tap(Layer layer, Consumer<INDArray> tap) {
        var conf = layer.conf().getLayer();
        if (conf instanceof BaseOutputLayer output) {
            output.setLossFn(new TappedLoss(output.getLossFn(), tap));
        } else {
            BaseLayer base = (BaseLayer) conf;
            base.setActivationFn(new TappedActivation(base.getActivationFn(), tap));
        }
    }
}
