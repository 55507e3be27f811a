/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.benchmarks;

import io.github.vernier.listeners.probe.Schedule;
import io.github.vernier.listeners.probe.Twin;
import io.github.vernier.listeners.variance.GradientVarianceListener;
import java.util.concurrent.TimeUnit;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;
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
 * A training step of a small CNN (28×28 → 3×3 conv 16 → pool → 3×3 conv 32 → pool → dense 64 →
 * softmax, batch 64, SGD) without and with gradient variance over examples, at every step and by
 * the default schedule; and a forward and backward pass of its twin.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 3)
@Measurement(iterations = 4, time = 3)
@Fork(1)
public class VarianceStep {

    /** What runs. */
    public enum Variance {
        /** The step alone. */
        NO_VARIANCE,
        /** A forward and backward pass alone. */
        FORWARD_BACKWARD,
        /** The step with variance over examples each time. */
        VARIANCE_EVERY_STEP,
        /** The step with variance over examples by the default schedule. */
        VARIANCE_BY_DEFAULT
    }

    /** What runs. */
    @Param public Variance variance;

    private MultiLayerNetwork network;
    private DataSet data;
    private Twin twin;
    private MultiDataSet batch;

    /** Builds the network and one batch. */
    @Setup
    public void build() {
        network =
                new MultiLayerNetwork(
                        new NeuralNetConfiguration.Builder()
                                .seed(1)
                                .updater(new Sgd(0.01))
                                .activation(Activation.RELU)
                                .list()
                                .layer(new ConvolutionLayer.Builder(3, 3).nOut(16).build())
                                .layer(pool())
                                .layer(new ConvolutionLayer.Builder(3, 3).nOut(32).build())
                                .layer(pool())
                                .layer(new DenseLayer.Builder().nOut(64).build())
                                .layer(
                                        new OutputLayer.Builder()
                                                .nOut(10)
                                                .activation(Activation.SOFTMAX)
                                                .build())
                                .setInputType(InputType.convolutional(28, 28, 1))
                                .build());
        network.init();
        data =
                new DataSet(
                        Nd4j.rand(64, 1, 28, 28),
                        Nd4j.eye(10).repeat(0, 7).get(NDArrayIndex.interval(0, 64)).dup());
        batch = new org.nd4j.linalg.dataset.MultiDataSet(data.getFeatures(), data.getLabels());
        twin = Twin.of(network);
        GradientVarianceListener.Builder listener = GradientVarianceListener.builder();
        if (variance == Variance.VARIANCE_EVERY_STEP) {
            network.setListeners(listener.schedule(Schedule.every(1)).build());
        } else if (variance == Variance.VARIANCE_BY_DEFAULT) {
            network.setListeners(listener.build());
        }
    }

    private static SubsamplingLayer pool() {
        return new SubsamplingLayer.Builder(new int[] {2, 2}, new int[] {2, 2}).build();
    }

    /** One step, or one forward and backward pass. */
    @Benchmark
    public Object step() {
        if (variance == Variance.FORWARD_BACKWARD) {
            return twin.gradient(batch);
        }
        network.fit(data);
        return network;
    }
}
