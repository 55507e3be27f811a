/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.benchmarks;

import io.github.vernier.layers.hashed.HashedConvolution2D;
import io.github.vernier.layers.hashed.HashedSeparableConvolution2D;
import java.util.concurrent.TimeUnit;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;
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
 * Forward and backward pass of one 3×3 convolution, input gradient included, batch 32, tanh: 64
 * channels at 16×16 and 640 channels at 8×8, stock and substituted at a tenth of the parameters,
 * all on oneDNN.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 3)
@Measurement(iterations = 4, time = 3)
@Fork(1)
public class ConvolutionStep {

    /** Which layer, and its channels. */
    @Param({"stock-64", "hashed-64", "separable-64", "stock-640", "hashed-640", "separable-640"})
    public String layer;

    private MultiLayerNetwork net;
    private INDArray input;
    private INDArray epsilon;

    /** Builds the layer, its input and the gradient at its output. */
    @Setup
    public void build() {
        int channels = Integer.parseInt(layer.substring(layer.indexOf('-') + 1));
        int size = channels == 64 ? 16 : 8;
        net =
                new MultiLayerNetwork(
                        new NeuralNetConfiguration.Builder()
                                .seed(1)
                                .updater(new NoOp())
                                .list()
                                .layer(
                                        convolution(
                                                layer.substring(0, layer.indexOf('-')), channels))
                                .setInputType(InputType.convolutional(size, size, channels))
                                .build());
        net.init();
        input = Nd4j.rand(32, channels, size, size);
        epsilon = Nd4j.rand(32, channels, size, size);
    }

    private static ConvolutionLayer convolution(String kind, int channels) {
        return switch (kind) {
            case "stock" ->
                    new ConvolutionLayer.Builder(3, 3)
                            .convolutionMode(ConvolutionMode.Same)
                            .nOut(channels)
                            .activation(Activation.TANH)
                            .build();
            case "hashed" ->
                    new HashedConvolution2D.Builder(3, 3)
                            .decimate()
                            .convolutionMode(ConvolutionMode.Same)
                            .nOut(channels)
                            .activation(Activation.TANH)
                            .build();
            case "separable" ->
                    new HashedSeparableConvolution2D.Builder(3, 3)
                            .decimate()
                            .convolutionMode(ConvolutionMode.Same)
                            .nOut(channels)
                            .activation(Activation.TANH)
                            .build();
            default -> throw new IllegalArgumentException("Unknown layer: " + kind);
        };
    }

    /** Forward and backward. */
    @Benchmark
    public Object step() {
        net.setInput(input);
        net.feedForward(true, false);
        return net.backpropGradient(epsilon, null);
    }
}
