/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.benchmarks;

import io.github.vernier.listeners.distillation.DistillationListener;
import java.util.concurrent.TimeUnit;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Adam;
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
 * A training step of a three-stage CNN (32, 64, 128 channels, 28×28 input, batch 32) without and
 * with distillation (knowledge distillation and three attention taps, losses recorded every tenth
 * iteration), and a forward pass of its teacher, a network of the same shape.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 3)
@Measurement(iterations = 4, time = 3)
@Fork(1)
public class DistilledStep {

    /** What runs. */
    public enum What {
        /** The student's step alone. */
        PLAIN,
        /** The teacher's forward pass alone. */
        TEACHER,
        /** The student's step with the listener. */
        DISTILLED
    }

    /** What runs. */
    @Param public What what;

    private MultiLayerNetwork teacher;
    private MultiLayerNetwork student;
    private DataSet batch;

    /** Builds both networks and one batch. */
    @Setup
    public void build() {
        teacher = network(1);
        student = network(2);
        if (what == What.DISTILLED) {
            student.setListeners(
                    DistillationListener.builder(teacher)
                            .knowledge(4, 0.5)
                            .attention(1000)
                            .tap("stage0")
                            .tap("stage1")
                            .tap("stage2")
                            .everyIterations(10)
                            .build());
        }
        batch =
                new DataSet(
                        Nd4j.rand(32, 1, 28, 28),
                        Nd4j.eye(10).repeat(0, 4).get(NDArrayIndex.interval(0, 32)).dup());
    }

    private static MultiLayerNetwork network(long seed) {
        NeuralNetConfiguration.ListBuilder list =
                new NeuralNetConfiguration.Builder().seed(seed).updater(new Adam(1e-3)).list();
        int[] channels = {32, 64, 128};
        for (int i = 0; i < channels.length; i++) {
            list.layer(
                            new ConvolutionLayer.Builder(3, 3)
                                    .name("stage" + i)
                                    .convolutionMode(ConvolutionMode.Same)
                                    .stride(i == 0 ? 1 : 2, i == 0 ? 1 : 2)
                                    .nOut(channels[i])
                                    .activation(Activation.RELU)
                                    .build())
                    .layer(new BatchNormalization.Builder().build());
        }
        MultiLayerNetwork network =
                new MultiLayerNetwork(
                        list.layer(new GlobalPoolingLayer.Builder().build())
                                .layer(
                                        new OutputLayer.Builder()
                                                .nOut(10)
                                                .activation(Activation.SOFTMAX)
                                                .build())
                                .setInputType(InputType.convolutional(28, 28, 1))
                                .build());
        network.init();
        return network;
    }

    /** One step, or one forward pass of the teacher. */
    @Benchmark
    public Object step() {
        if (what == What.TEACHER) {
            return teacher.output(batch.getFeatures(), false);
        }
        student.fit(batch);
        return student;
    }
}
