/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.benchmarks;

import io.github.vernier.layers.popart.PopArtOutputLayer;
import java.util.concurrent.TimeUnit;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
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
 * A training step of a small regression network, 256 → 256 tanh → 16, float, SGD, with the stock
 * output layer and with a Pop-Art head whose scale moves at every step; batches of 32 and 128.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 4, time = 3)
@Fork(1)
public class PopArtStep {

    private static final int WIDTH = 256;
    private static final int OUTPUTS = 16;

    /** Which head, and the batch. */
    @Param({"output-32", "popart-32", "output-128", "popart-128"})
    public String head;

    private MultiLayerNetwork net;
    private DataSet batch;

    /** Builds the network and one batch. */
    @Setup
    public void build() {
        int examples = Integer.parseInt(head.substring(head.indexOf('-') + 1));
        net =
                new MultiLayerNetwork(
                        new NeuralNetConfiguration.Builder()
                                .seed(1)
                                .updater(new Sgd(0.001))
                                .list()
                                .layer(
                                        new DenseLayer.Builder()
                                                .nOut(WIDTH)
                                                .activation(Activation.TANH)
                                                .build())
                                .layer(layer(head.substring(0, head.indexOf('-'))))
                                .setInputType(InputType.feedForward(WIDTH))
                                .build());
        net.init();
        batch = new DataSet(Nd4j.rand(examples, WIDTH), Nd4j.randn(examples, OUTPUTS));
    }

    private static Layer layer(String kind) {
        return switch (kind) {
            case "output" ->
                    new OutputLayer.Builder(LossFunction.MSE)
                            .activation(Activation.IDENTITY)
                            .nOut(OUTPUTS)
                            .build();
            case "popart" -> new PopArtOutputLayer.Builder().nOut(OUTPUTS).build();
            default -> throw new IllegalArgumentException("Unknown head: " + kind);
        };
    }

    /** One step. */
    @Benchmark
    public void step() {
        net.fit(batch);
    }
}
