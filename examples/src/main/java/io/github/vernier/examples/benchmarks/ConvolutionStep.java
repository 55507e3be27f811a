/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.benchmarks;

import io.github.vernier.layers.acdc.AcdcConvolution2D;
import io.github.vernier.layers.binary.BinaryConvolution2D;
import io.github.vernier.layers.hashed.HashedConvolution2D;
import io.github.vernier.layers.hashed.HashedSeparableConvolution2D;
import io.github.vernier.layers.lowrank.LowRankConvolution2D;
import io.github.vernier.layers.lowrank.ShuffleConvolution2D;
import java.util.concurrent.TimeUnit;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Sgd;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A training step of one 3×3 convolution, input gradient included, under a global pooling and a
 * softmax of ten classes that cost next to nothing; batch 32, SGD: 64 channels at 16×16 and 640
 * channels at 8×8, stock and hashed at a tenth of the parameters, or with 11 ACDC factors, or
 * binary in weights and input (which saves bits, not time), all on oneDNN. The convolution has no
 * activation function, as in the published measurements.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 3)
@Measurement(iterations = 4, time = 3)
@Fork(1)
public class ConvolutionStep {

    /** Which layer, and its channels. */
    @Param({
        "stock-64",
        "hashed-64",
        "separable-64",
        "acdc-64",
        "binary-64",
        "stock-640",
        "hashed-640",
        "separable-640",
        "acdc-640",
        "lowrank-640",
        "shuffle-640",
        "binary-640"
    })
    public String layer;

    private MultiLayerNetwork net;
    private DataSet batch;

    /** Builds the network and one batch. */
    @Setup
    public void build() {
        int channels = Integer.parseInt(layer.substring(layer.indexOf('-') + 1));
        int size = channels == 64 ? 16 : 8;
        net =
                new MultiLayerNetwork(
                        new NeuralNetConfiguration.Builder()
                                .seed(1)
                                .updater(new Sgd(0.01))
                                .list()
                                .layer(
                                        convolution(
                                                layer.substring(0, layer.indexOf('-')), channels))
                                .layer(new GlobalPoolingLayer.Builder(PoolingType.AVG).build())
                                .layer(
                                        new OutputLayer.Builder()
                                                .nOut(10)
                                                .activation(Activation.SOFTMAX)
                                                .build())
                                .setInputType(InputType.convolutional(size, size, channels))
                                .build());
        net.init();
        batch =
                new DataSet(
                        Nd4j.rand(32, channels, size, size),
                        Nd4j.eye(10).repeat(0, 4).get(NDArrayIndex.interval(0, 32)).dup());
    }

    private static ConvolutionLayer convolution(String kind, int channels) {
        return switch (kind) {
            case "stock" ->
                    new ConvolutionLayer.Builder(3, 3)
                            .convolutionMode(ConvolutionMode.Same)
                            .nOut(channels)
                            .activation(Activation.IDENTITY)
                            .build();
            case "hashed" ->
                    new HashedConvolution2D.Builder(3, 3)
                            .decimate()
                            .convolutionMode(ConvolutionMode.Same)
                            .nOut(channels)
                            .activation(Activation.IDENTITY)
                            .build();
            case "separable" ->
                    new HashedSeparableConvolution2D.Builder(3, 3)
                            .decimate()
                            .convolutionMode(ConvolutionMode.Same)
                            .nOut(channels)
                            .activation(Activation.IDENTITY)
                            .build();
            case "acdc" ->
                    new AcdcConvolution2D.Builder(3, 3)
                            .convolutionMode(ConvolutionMode.Same)
                            .nOut(channels)
                            .activation(Activation.IDENTITY)
                            .build();
            case "lowrank" ->
                    new LowRankConvolution2D.Builder(3, 3)
                            .ratio(0.1)
                            .convolutionMode(ConvolutionMode.Same)
                            .nOut(channels)
                            .activation(Activation.IDENTITY)
                            .build();
            case "shuffle" ->
                    new ShuffleConvolution2D.Builder(3, 3)
                            .groups(4)
                            .convolutionMode(ConvolutionMode.Same)
                            .nOut(channels)
                            .activation(Activation.IDENTITY)
                            .build();
            case "binary" ->
                    new BinaryConvolution2D.Builder(3, 3)
                            .tau(0.9)
                            .convolutionMode(ConvolutionMode.Same)
                            .nOut(channels)
                            .activation(Activation.IDENTITY)
                            .build();
            default -> throw new IllegalArgumentException("Unknown layer: " + kind);
        };
    }

    /** One step. */
    @Benchmark
    public void step() {
        net.fit(batch);
    }
}
