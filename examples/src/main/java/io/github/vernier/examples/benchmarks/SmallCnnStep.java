/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.benchmarks;

import java.util.concurrent.TimeUnit;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A training step of a stock CNN: 28×28 → 3×3 conv 32 → 3×3 conv 64 → pool → dense 128 → softmax,
 * batch 64, SGD; as DL4J ships it, and with Vernier on the class path.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 3)
@Measurement(iterations = 4, time = 3)
public class SmallCnnStep {

    private MultiLayerNetwork net;
    private DataSet batch;

    /** Builds the network and one batch. */
    @Setup
    public void build() {
        net =
                new MultiLayerNetwork(
                        new NeuralNetConfiguration.Builder()
                                .seed(1)
                                .updater(new Sgd(0.01))
                                .list()
                                .layer(convolution(32))
                                .layer(convolution(64))
                                .layer(
                                        new SubsamplingLayer.Builder(
                                                        new int[] {2, 2}, new int[] {2, 2})
                                                .build())
                                .layer(
                                        new DenseLayer.Builder()
                                                .nOut(128)
                                                .activation(Activation.RELU)
                                                .build())
                                .layer(
                                        new OutputLayer.Builder()
                                                .nOut(10)
                                                .activation(Activation.SOFTMAX)
                                                .build())
                                .setInputType(InputType.convolutional(28, 28, 1))
                                .build());
        net.init();
        INDArray labels =
                Nd4j.eye(10)
                        .repeat(0, 7)
                        .get(org.nd4j.linalg.indexing.NDArrayIndex.interval(0, 64));
        batch = new DataSet(Nd4j.rand(64, 1, 28, 28), labels.dup());
    }

    private static ConvolutionLayer convolution(int nOut) {
        return new ConvolutionLayer.Builder(3, 3).nOut(nOut).activation(Activation.RELU).build();
    }

    /** As DL4J ships it. */
    @Benchmark
    @Fork(value = 1, jvmArgsAppend = "-Dvernier.onednn=false")
    public void stockAsShipped() {
        net.fit(batch);
    }

    /** With oneDNN. */
    @Benchmark
    @Fork(1)
    public void stockWithOneDnn() {
        net.fit(batch);
    }
}
