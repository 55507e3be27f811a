/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.deeplearning4j.gradientcheck.GradientCheckUtil;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.NoOp;

class ChannelPaddingTest {

    private static MultiLayerNetwork network() {
        MultiLayerConfiguration configuration =
                new NeuralNetConfiguration.Builder()
                        .seed(3)
                        .dataType(DataType.DOUBLE)
                        .updater(new NoOp())
                        .list()
                        .layer(
                                new ConvolutionLayer.Builder(2, 2)
                                        .nOut(3)
                                        .activation(Activation.TANH)
                                        .build())
                        .layer(new ChannelPadding(2))
                        .layer(
                                new ConvolutionLayer.Builder(2, 2)
                                        .nOut(4)
                                        .activation(Activation.TANH)
                                        .build())
                        .layer(new GlobalPoolingLayer(PoolingType.AVG))
                        .layer(
                                new OutputLayer.Builder()
                                        .nOut(2)
                                        .activation(Activation.SOFTMAX)
                                        .build())
                        .setInputType(InputType.convolutional(5, 4, 2))
                        .build();
        MultiLayerNetwork network = new MultiLayerNetwork(configuration);
        network.init();
        return network;
    }

    @Test
    void surroundsTheChannelsWithZeros() {
        MultiLayerNetwork network = network();
        INDArray x = Nd4j.rand(DataType.DOUBLE, 3, 2, 5, 4);
        INDArray before = network.feedForward(x).get(1);
        INDArray after = network.feedForward(x).get(2);
        assertThat(before.shape()).containsExactly(3, 3, 4, 3);
        assertThat(after.shape()).containsExactly(3, 7, 4, 3);
        assertThat(after.get(NDArrayIndex.all(), NDArrayIndex.interval(2, 5)).dup())
                .isEqualTo(before);
        assertThat(after.sumNumber().doubleValue()).isEqualTo(before.sumNumber().doubleValue());
        assertThat(network.getLayer(2).numParams()).isEqualTo(4 * 7 * 4 + 4);
        assertThat(network.getLayer(1).numParams()).isZero();
    }

    @Test
    void gradientsPassThrough() {
        DataType before = Nd4j.defaultFloatingPointType();
        Nd4j.setDefaultDataTypes(DataType.DOUBLE, DataType.DOUBLE);
        try {
            INDArray x = Nd4j.rand(DataType.DOUBLE, 2, 2, 5, 4);
            INDArray labels = Nd4j.createFromArray(new double[][] {{1, 0}, {0, 1}});
            assertThat(
                            GradientCheckUtil.checkGradients(
                                    new GradientCheckUtil.MLNConfig()
                                            .net(network())
                                            .input(x)
                                            .labels(labels)))
                    .isTrue();
        } finally {
            Nd4j.setDefaultDataTypes(before, before);
        }
    }

    @Test
    void survivesJson() {
        MultiLayerConfiguration configuration = network().getLayerWiseConfigurations();
        MultiLayerConfiguration again = MultiLayerConfiguration.fromJson(configuration.toJson());
        assertThat(((ChannelPadding) again.getConf(1).getLayer()).getChannels()).isEqualTo(2);
    }

    @Test
    void mistakesAreNamed() {
        assertThatThrownBy(() -> new ChannelPadding(-1)).hasMessageContaining("got -1");
        assertThatThrownBy(() -> new ChannelPadding(1).getOutputType(0, InputType.feedForward(3)))
                .hasMessageContaining("pads channels of images");
    }
}
