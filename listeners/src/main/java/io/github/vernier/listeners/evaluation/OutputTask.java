/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.evaluation;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/** What an output is for, which decides how its error is told. */
public enum OutputTask {
    /** One class of several, or of two by a single probability: accuracy. */
    CLASSIFICATION,
    /** Numbers: root mean square and mean absolute error. */
    REGRESSION;

    /**
     * The task of an output layer: classification for a softmax, a cross-entropy, or a single
     * output with binary cross-entropy.
     */
    static OutputTask of(Layer layer) {
        var conf = layer.conf().getLayer();
        boolean softmax =
                conf instanceof BaseLayer base
                        && base.getActivationFn() instanceof ActivationSoftmax;
        boolean crossEntropy =
                conf instanceof BaseOutputLayer output
                        && (output.getLossFn() instanceof LossMCXENT
                                || output.getLossFn() instanceof LossBinaryXENT
                                        && output.getNOut() == 1);
        return softmax || crossEntropy ? CLASSIFICATION : REGRESSION;
    }
}
