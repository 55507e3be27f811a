/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.distillation;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Small networks for images of 1 x 6 x 6 and three classes. */
final class TestNetworks {

    static final int CLASSES = 3;

    private TestNetworks() {}

    private static NeuralNetConfiguration.Builder start(int seed, DataType type, IUpdater updater) {
        return new NeuralNetConfiguration.Builder()
                .seed(seed)
                .dataType(type)
                .updater(updater)
                .activation(Activation.TANH)
                .convolutionMode(ConvolutionMode.Same);
    }

    private static ConvolutionLayer conv(String name, int channels, int stride) {
        return new ConvolutionLayer.Builder(3, 3)
                .name(name)
                .nOut(channels)
                .stride(stride, stride)
                .build();
    }

    private static OutputLayer out() {
        return new OutputLayer.Builder(LossFunction.MCXENT)
                .nOut(CLASSES)
                .activation(Activation.SOFTMAX)
                .build();
    }

    /** conv1 6 x 6, conv2 3 x 3, out. */
    static MultiLayerNetwork chain(int seed, DataType type, int channels, CNN2DFormat format) {
        MultiLayerNetwork network =
                new MultiLayerNetwork(
                        start(seed, type, new Sgd(0.1))
                                .list()
                                .layer(conv("conv1", channels, 1))
                                .layer(conv("conv2", channels + 1, 2))
                                .layer(out())
                                .setInputType(InputType.convolutional(6, 6, 1, format))
                                .build());
        network.init();
        return network;
    }

    static MultiLayerNetwork chain(int seed, DataType type, int channels) {
        return chain(seed, type, channels, CNN2DFormat.NCHW);
    }

    /** As {@link #chain}, with batch normalization, dropout, Adam and l2. */
    static MultiLayerNetwork noisyChain(int seed) {
        MultiLayerNetwork network =
                new MultiLayerNetwork(
                        start(seed, DataType.FLOAT, new Adam(0.01))
                                .l2(1e-3)
                                .list()
                                .layer(conv("conv1", 3, 1))
                                .layer(new BatchNormalization())
                                .layer(conv("conv2", 4, 2))
                                .layer(new DenseLayer.Builder().nOut(8).dropOut(0.7).build())
                                .layer(out())
                                .setInputType(InputType.convolutional(6, 6, 1))
                                .build());
        network.init();
        return network;
    }

    private static void residual(
            org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder builder,
            int channels) {
        builder.addInputs("in")
                .setInputTypes(InputType.convolutional(6, 6, 1))
                .addLayer("first", conv("first", channels, 1), "in")
                .addLayer("second", conv("second", channels, 1), "first")
                .addVertex(
                        "conv1", new ElementWiseVertex(ElementWiseVertex.Op.Add), "first", "second")
                .addLayer("conv2", conv("conv2", channels, 2), "conv1");
    }

    /** A residual group conv1 6 x 6, conv2 3 x 3, out. */
    static ComputationGraph graph(int seed, DataType type, int channels) {
        var builder = start(seed, type, new Sgd(0.1)).graphBuilder();
        residual(builder, channels);
        ComputationGraph network =
                new ComputationGraph(
                        builder.addLayer("out", out(), "conv2").setOutputs("out").build());
        network.init();
        return network;
    }

    /** As {@link #graph}, with a second output "aux" beside conv1. */
    static ComputationGraph twoOutputs(int seed) {
        var builder = start(seed, DataType.DOUBLE, new Sgd(0.1)).graphBuilder();
        residual(builder, 2);
        ComputationGraph network =
                new ComputationGraph(
                        builder.addLayer("main", out(), "conv2")
                                .addLayer("aux", out(), "conv1")
                                .setOutputs("main", "aux")
                                .build());
        network.init();
        return network;
    }

    /** As {@link #graph}, with batch normalization, dropout, Adam and l2. */
    static ComputationGraph noisyGraph(int seed) {
        var builder = start(seed, DataType.FLOAT, new Adam(0.01)).l2(1e-3).graphBuilder();
        residual(builder, 3);
        ComputationGraph network =
                new ComputationGraph(
                        builder.addLayer("norm", new BatchNormalization(), "conv2")
                                .addLayer(
                                        "dense",
                                        new DenseLayer.Builder().nOut(8).dropOut(0.7).build(),
                                        "norm")
                                .addLayer("out", out(), "dense")
                                .setOutputs("out")
                                .build());
        network.init();
        return network;
    }

    /** Sequences of 2 features. */
    static MultiLayerNetwork recurrent(int seed, int size) {
        MultiLayerNetwork network =
                new MultiLayerNetwork(
                        start(seed, DataType.DOUBLE, new Sgd(0.1))
                                .list()
                                .layer(new LSTM.Builder().nOut(size).build())
                                .layer(
                                        new RnnOutputLayer.Builder(LossFunction.MCXENT)
                                                .nOut(CLASSES)
                                                .activation(Activation.SOFTMAX)
                                                .build())
                                .setInputType(InputType.recurrent(2))
                                .build());
        network.init();
        return network;
    }

    static DataSet images(int seed, DataType type, int examples) {
        Nd4j.getRandom().setSeed(seed);
        INDArray features = Nd4j.randn(type, examples, 1, 6, 6);
        INDArray labels = Nd4j.zeros(type, examples, CLASSES);
        for (int i = 0; i < examples; i++) {
            labels.putScalar(i, i % CLASSES, 1);
        }
        return new DataSet(features, labels);
    }

    static boolean isTapped(Layer[] layers) {
        for (Layer layer : layers) {
            if (layer instanceof TappedLayer) {
                return true;
            }
        }
        return false;
    }
}
