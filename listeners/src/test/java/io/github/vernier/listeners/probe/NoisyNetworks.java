/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.probe;

import java.util.List;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Networks with everything that a careless measurement disturbs, and data for them. */
public final class NoisyNetworks {

    /** Classes of the data. */
    public static final int CLASSES = 3;

    private NoisyNetworks() {}

    private static NeuralNetConfiguration.Builder base(long seed, DataType type) {
        return new NeuralNetConfiguration.Builder()
                .seed(seed)
                .dataType(type)
                .updater(new Adam(0.01))
                .l2(1e-3)
                .activation(Activation.TANH)
                .convolutionMode(ConvolutionMode.Same);
    }

    private static ConvolutionLayer conv(String name) {
        return new ConvolutionLayer.Builder(3, 3).name(name).nOut(3).build();
    }

    private static DenseLayer dense() {
        return new DenseLayer.Builder().name("dense").nOut(6).dropOut(0.7).build();
    }

    private static BaseOutputLayer out() {
        return new OutputLayer.Builder(LossFunction.MCXENT)
                .name("out")
                .nOut(CLASSES)
                .activation(Activation.SOFTMAX)
                .build();
    }

    /** Convolution, batch normalization, dense layer behind dropout, softmax; Adam and l2. */
    public static MultiLayerNetwork chain(long seed, DataType type) {
        return chain(seed, type, conv("conv"), out());
    }

    /** The same with another first layer and another head. */
    public static MultiLayerNetwork chain(
            long seed, DataType type, Layer first, BaseOutputLayer head) {
        MultiLayerNetwork network =
                new MultiLayerNetwork(
                        base(seed, type)
                                .list()
                                .layer(first)
                                .layer(new BatchNormalization.Builder().name("bn").build())
                                .layer(dense())
                                .layer(head)
                                .setInputType(InputType.convolutional(5, 5, 1))
                                .build());
        network.init();
        return network;
    }

    /** The same with a shortcut. */
    public static ComputationGraph graph(long seed, DataType type) {
        return graph(seed, type, conv("conv"), out());
    }

    /** The same with another first layer and another head. */
    public static ComputationGraph graph(
            long seed, DataType type, Layer first, BaseOutputLayer head) {
        ComputationGraph network =
                new ComputationGraph(
                        base(seed, type)
                                .graphBuilder()
                                .addInputs("in")
                                .addLayer("conv", first, "in")
                                .addLayer("bn", new BatchNormalization(), "conv")
                                .addLayer("conv2", conv("conv2"), "bn")
                                .addVertex(
                                        "sum",
                                        new ElementWiseVertex(ElementWiseVertex.Op.Add),
                                        "bn",
                                        "conv2")
                                .addLayer("dense", dense(), "sum")
                                .addLayer("out", head, "dense")
                                .setOutputs("out")
                                .setInputTypes(InputType.convolutional(5, 5, 1))
                                .build());
        network.init();
        return network;
    }

    /** Images of 1 x 5 x 5 whose class is where their bright stripe is. */
    public static DataSet data(long seed, DataType type, int examples) {
        Nd4j.getRandom().setSeed(seed);
        var x = Nd4j.randn(DataType.DOUBLE, examples, 1, 5, 5);
        var y = Nd4j.zeros(type, examples, CLASSES);
        for (int i = 0; i < examples; i++) {
            x.get(
                            NDArrayIndex.point(i),
                            NDArrayIndex.all(),
                            NDArrayIndex.point(i % CLASSES),
                            NDArrayIndex.all())
                    .addi(1.5);
            y.putScalar(i, i % CLASSES, 1);
        }
        return new DataSet(x.castTo(type), y);
    }

    /** The same as minibatches of 4, the last smaller if need be. */
    public static DataSetIterator iterator(long seed, DataType type, int examples) {
        List<DataSet> all = data(seed, type, examples).asList();
        return new ListDataSetIterator<>(all, 4);
    }

    /** A minibatch of them without examples. */
    public static MultiDataSet noExamples() {
        return new org.nd4j.linalg.dataset.MultiDataSet(
                Nd4j.create(DataType.FLOAT, 0, 1, 5, 5), Nd4j.create(DataType.FLOAT, 0, CLASSES));
    }
}
