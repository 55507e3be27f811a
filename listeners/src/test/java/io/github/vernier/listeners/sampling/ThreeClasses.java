/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.sampling;

import io.github.vernier.listeners.estimator.ExampleWeights;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

/** Points of three classes in turn, and a network whose loss takes weights of examples. */
final class ThreeClasses {

    private ThreeClasses() {}

    static MultiLayerNetwork network() {
        MultiLayerNetwork network =
                new MultiLayerNetwork(
                        new NeuralNetConfiguration.Builder()
                                .seed(3)
                                .dataType(DataType.DOUBLE)
                                .updater(new Sgd(0.1))
                                .activation(Activation.TANH)
                                .list()
                                .layer(new DenseLayer.Builder().nIn(2).nOut(4).build())
                                .layer(
                                        new OutputLayer.Builder(ExampleWeights.loss(3))
                                                .nIn(4)
                                                .nOut(3)
                                                .activation(Activation.SOFTMAX)
                                                .build())
                                .build());
        network.init();
        return network;
    }

    static DataSet data(int examples) {
        Nd4j.getRandom().setSeed(5);
        INDArray x = Nd4j.randn(DataType.DOUBLE, examples, 2);
        INDArray y = Nd4j.zeros(DataType.DOUBLE, examples, 3);
        for (int i = 0; i < examples; i++) {
            y.putScalar(i, i % 3, 1);
        }
        return new DataSet(x, y);
    }
}
