/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.deeplearning4j.nn.conf.CacheMode;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** The digits tell a linear model from a convolutional one. */
class SyntheticDigitsHardnessTest {

    private static MultiLayerNetwork network(Layer... layers) {
        var list =
                new NeuralNetConfiguration.Builder()
                        .seed(7)
                        .updater(new Adam(1e-3))
                        .weightInit(WeightInit.RELU)
                        .activation(Activation.RELU)
                        .convolutionMode(ConvolutionMode.Same)
                        .cacheMode(CacheMode.DEVICE)
                        .list();
        for (Layer layer : layers) {
            list.layer(layer);
        }
        list.layer(
                new OutputLayer.Builder(LossFunction.MCXENT)
                        .activation(Activation.SOFTMAX)
                        .weightInit(WeightInit.XAVIER)
                        .nOut(10)
                        .build());
        list.setInputType(InputType.convolutional(28, 28, 1));
        MultiLayerNetwork network = new MultiLayerNetwork(list.build());
        network.init();
        return network;
    }

    private static Layer convolution(int channels) {
        return new ConvolutionLayer.Builder(3, 3).nOut(channels).build();
    }

    private static Layer pool() {
        return new SubsamplingLayer.Builder().kernelSize(2, 2).stride(2, 2).build();
    }

    @Test
    void aLinearModelFailsOnTwoOfFiveAndASmallCnnOnFewerThanOneOfTen() throws IOException {
        DataSource digits = DataSource.of("digits", null, 1);
        ChannelNormalization normalization = ChannelNormalization.fit(digits.train(500, 1));
        ImageIterator train = digits.train(64, 3);
        ImageIterator test = digits.test(500);
        train.setPreProcessor(normalization);
        test.setPreProcessor(normalization);

        MultiLayerNetwork linear = network();
        double best = 0;
        for (int round = 0; round < 3; round++) {
            linear.fit(train, 5);
            test.reset();
            best = Math.max(best, linear.evaluate(test).accuracy());
        }
        // The best of all rounds, so that stopping early would not have helped.
        assertThat(best).isBetween(0.5, 0.7);

        MultiLayerNetwork cnn =
                network(
                        convolution(16),
                        pool(),
                        convolution(32),
                        pool(),
                        new DenseLayer.Builder().nOut(64).build());
        cnn.fit(train, 3);
        test.reset();
        assertThat(cnn.evaluate(test).accuracy()).isGreaterThan(0.9);
    }
}
