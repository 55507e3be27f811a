/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.substitution;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;

/** Small networks that were trained for a few steps. */
final class Trained {

    private static final int CLASSES = 3;

    private Trained() {}

    static NeuralNetConfiguration.Builder defaults() {
        return new NeuralNetConfiguration.Builder()
                .seed(12)
                .updater(new Adam(new StepSchedule(ScheduleType.ITERATION, 0.02, 0.5, 3)))
                .l2(1e-3)
                .activation(Activation.RELU)
                .convolutionMode(ConvolutionMode.Same);
    }

    static ConvolutionLayer.Builder convolution(int kernel, int out) {
        return new ConvolutionLayer.Builder(kernel, kernel).nOut(out);
    }

    /** Convolutions "first" 2>6, "second" 6>8 (stride 2), "third" 8>8, "point" 8>5. */
    static MultiLayerConfiguration chainConfiguration(CNN2DFormat format) {
        return defaults()
                .list()
                .layer(convolution(3, 6).dataFormat(format).name("first").build())
                .layer(new BatchNormalization.Builder().dataFormat(format).build())
                .layer(
                        convolution(3, 8)
                                .stride(2, 2)
                                .hasBias(false)
                                .dropOut(new Dropout(0.9))
                                .dataFormat(format)
                                .name("second")
                                .build())
                .layer(convolution(3, 8).dataFormat(format).name("third").build())
                .layer(convolution(1, 5).dataFormat(format).name("point").build())
                .layer(new DenseLayer.Builder().nOut(7).build())
                .layer(
                        new OutputLayer.Builder()
                                .nOut(CLASSES)
                                .activation(Activation.SOFTMAX)
                                .build())
                .setInputType(InputType.convolutional(6, 6, 2, format))
                .build();
    }

    static MultiLayerNetwork chain(CNN2DFormat format) {
        MultiLayerNetwork network = new MultiLayerNetwork(chainConfiguration(format));
        network.init();
        for (int i = 0; i < 4; i++) {
            network.fit(new DataSet(images(format, i), labels()));
        }
        network.setEpochCount(2);
        return network;
    }

    static MultiLayerNetwork chain() {
        return chain(CNN2DFormat.NCHW);
    }

    /** A residual block; "a" and "a_b" are convolutions whose parameters' names begin alike. */
    static ComputationGraphConfiguration graphConfiguration() {
        return defaults()
                .graphBuilder()
                .addInputs("in")
                // Not in the order of execution.
                .addLayer("a_b", convolution(3, 4).build(), "norm")
                .addLayer("a", convolution(3, 4).build(), "in")
                .addLayer("norm", new BatchNormalization(), "a")
                .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "a", "a_b")
                .addLayer("c", convolution(3, 6).stride(2, 2).build(), "sum")
                .addLayer("pool", new GlobalPoolingLayer(PoolingType.AVG), "c")
                .addLayer(
                        "out",
                        new OutputLayer.Builder()
                                .nOut(CLASSES)
                                .activation(Activation.SOFTMAX)
                                .build(),
                        "pool")
                .setOutputs("out")
                .setInputTypes(InputType.convolutional(6, 6, 2))
                .build();
    }

    static ComputationGraph graph() {
        ComputationGraph network = new ComputationGraph(graphConfiguration());
        network.init();
        for (int i = 0; i < 4; i++) {
            network.fit(new DataSet(images(CNN2DFormat.NCHW, i), labels()));
        }
        return network;
    }

    static INDArray images(CNN2DFormat format, int seed) {
        INDArray images =
                Nd4j.linspace(seed, seed + 40, 5 * 2 * 6 * 6, DataType.FLOAT).reshape(5, 2, 6, 6);
        INDArray waves = Transforms.sin(images);
        return format == CNN2DFormat.NCHW ? waves : waves.permute(0, 2, 3, 1).dup('c');
    }

    private static INDArray labels() {
        INDArray labels = Nd4j.zeros(DataType.FLOAT, 5, CLASSES);
        for (int i = 0; i < 5; i++) {
            labels.putScalar(i, i % CLASSES, 1);
        }
        return labels;
    }
}
