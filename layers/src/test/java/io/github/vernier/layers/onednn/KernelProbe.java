/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.onednn;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Main class of a child process: trains one stock network for one step and says what it ran on.
 * oneDNN itself prints what it executes when DNNL_VERBOSE is set, which a running process can't.
 */
public final class KernelProbe {

    private KernelProbe() {}

    /** Runs the probe; no arguments. */
    public static void main(String[] args) {
        MultiLayerNetwork net =
                new MultiLayerNetwork(
                        new NeuralNetConfiguration.Builder()
                                .list()
                                .layer(
                                        new ConvolutionLayer.Builder(3, 3)
                                                .nOut(8)
                                                .activation(Activation.RELU)
                                                .build())
                                .layer(
                                        new OutputLayer.Builder()
                                                .nOut(2)
                                                .activation(Activation.SOFTMAX)
                                                .build())
                                .setInputType(InputType.convolutional(8, 8, 4))
                                .build());
        net.init();
        net.fit(Nd4j.rand(2, 4, 8, 8), Nd4j.eye(2));
        System.out.println("probe: helper=" + net.getLayer(0).getHelper());
        System.out.println("probe: " + OneDnn.describe());
    }
}
