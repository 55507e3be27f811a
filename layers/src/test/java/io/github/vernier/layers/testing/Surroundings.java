/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.testing;

import java.util.List;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeFeedForward;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeRecurrent;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.nd4j.linalg.activations.Activation;

/** Stock layers to put around the layer under test. */
final class Surroundings {

    private static final int CLASSES = 3;

    private Surroundings() {}

    /**
     * A trainable layer of the input's shape, so that the gradient check sees what the layer under
     * test passes back.
     */
    static List<Layer> before(InputType input) {
        if (input instanceof InputTypeConvolutional image) {
            return List.of(
                    new ConvolutionLayer.Builder(1, 1)
                            .nOut(image.getChannels())
                            .activation(Activation.TANH)
                            .build());
        }
        if (input instanceof InputTypeRecurrent series) {
            return List.of(
                    new SimpleRnn.Builder()
                            .nOut(series.getSize())
                            .activation(Activation.TANH)
                            .build());
        }
        if (input instanceof InputTypeFeedForward vector) {
            return List.of(
                    new DenseLayer.Builder()
                            .nOut(vector.getSize())
                            .activation(Activation.TANH)
                            .build());
        }
        return List.of();
    }

    /**
     * A softmax classifier, of every step of a time series; nothing if the layer is a head itself.
     */
    static List<Layer> after(Layer layer, InputType input) {
        if (layer instanceof BaseOutputLayer || layer instanceof LossLayer) {
            return List.of();
        }
        InputType output = layer.getOutputType(-1, input);
        if (output instanceof InputTypeRecurrent) {
            // Not pooling, which takes the wrong axis of channels-last time series.
            return List.of(new RnnOutputLayer.Builder().nOut(CLASSES).build());
        }
        Layer head = new OutputLayer.Builder().nOut(CLASSES).build();
        return output instanceof InputTypeFeedForward
                ? List.of(head)
                : List.of(new GlobalPoolingLayer.Builder(PoolingType.AVG).build(), head);
    }
}
