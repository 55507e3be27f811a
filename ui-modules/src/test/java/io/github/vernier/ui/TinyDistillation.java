/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui;

import io.github.vernier.listeners.distillation.DistillationListener;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.deeplearning4j.core.storage.StatsStorageRouter;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Adam;

/**
 * A real distillation of a tiny network in one stock {@code fit()} on a thread of its own, whose
 * epochs begin one by one as they are let.
 */
public final class TinyDistillation implements AutoCloseable {

    public static final List<String> TAPS = List.of("conv1", "conv2");

    /** Sides of the taps' activations. */
    public static final List<Integer> SIDES = List.of(6, 4);

    public static final List<String> CLASS_NAMES = List.of("top", "middle", "bottom");

    public static final int BATCHES = 6;

    private static final int BATCH = 4;
    private static final int SIDE = 8;
    private static final int TEACHER_EPOCHS = 8;

    private final DistillationListener listener;
    private final GatedTraining training;

    private TinyDistillation(DistillationListener listener, long seed, int epochs) {
        this.listener = listener;
        MultiLayerNetwork student = network(2, seed);
        student.setListeners(listener);
        training = new GatedTraining(student, batches(data(BATCHES * BATCH, seed)), epochs);
    }

    /**
     * Starts a training that waits before its first epoch.
     *
     * @param storage where the records go
     * @param session their session
     * @param seed seed of weights and data
     * @param epochs how many epochs the training has
     */
    public static TinyDistillation start(
            StatsStorageRouter storage, String session, long seed, int epochs) {
        MultiLayerNetwork teacher = network(6, seed + 1000);
        teacher.fit(batches(data(BATCHES * BATCH, seed + 1)), TEACHER_EPOCHS);
        return new TinyDistillation(
                listener(teacher).recordTo(storage).sessionId(session).build(), seed, epochs);
    }

    /** Settings that record everything the page shows. */
    public static DistillationListener.Builder listener(Model teacher) {
        DistillationListener.Builder builder =
                DistillationListener.builder(teacher)
                        .knowledge(4, 0.9)
                        .attention(1000)
                        .evaluate(batches(data(12, 7)), 1)
                        .examples(data(CLASS_NAMES.size(), 8), CLASS_NAMES);
        TAPS.forEach(builder::tap);
        return builder;
    }

    public static MultiLayerNetwork network(int channels, long seed) {
        NeuralNetConfiguration.ListBuilder layers =
                new NeuralNetConfiguration.Builder().seed(seed).updater(new Adam(0.01)).list();
        for (String tap : TAPS) {
            layers.layer(
                    new ConvolutionLayer.Builder(3, 3)
                            .name(tap)
                            .nOut(channels)
                            .activation(Activation.RELU)
                            .build());
        }
        MultiLayerNetwork network =
                new MultiLayerNetwork(
                        layers.layer(
                                        new OutputLayer.Builder()
                                                .name("out")
                                                .nOut(CLASS_NAMES.size())
                                                .activation(Activation.SOFTMAX)
                                                .build())
                                .setInputType(InputType.convolutional(SIDE, SIDE, 1))
                                .build());
        network.init();
        return network;
    }

    /** Noise with a bright bar, whose height says the class; the classes take turns. */
    public static DataSet data(int examples, long seed) {
        Nd4j.getRandom().setSeed(seed);
        DataSet data =
                new DataSet(
                        Nd4j.rand(DataType.FLOAT, examples, 1, SIDE, SIDE),
                        Nd4j.zeros(DataType.FLOAT, examples, CLASS_NAMES.size()));
        for (int i = 0; i < examples; i++) {
            int label = i % CLASS_NAMES.size();
            data.getLabels().putScalar(i, label, 1);
            data.getFeatures()
                    .get(
                            NDArrayIndex.point(i),
                            NDArrayIndex.point(0),
                            NDArrayIndex.interval(3L * label, 3L * label + 2),
                            NDArrayIndex.all())
                    .addi(1);
        }
        return data;
    }

    public static DataSetIterator batches(DataSet data) {
        return new ListDataSetIterator<>(data.asList(), BATCH);
    }

    public DistillationListener listener() {
        return listener;
    }

    /** Lets the training go on by some epochs. */
    public void letEpochs(int epochs) {
        training.letEpochs(epochs);
    }

    /** Whether {@code fit()} has not returned. */
    public boolean isTraining() {
        return training.isTraining();
    }

    /** Waits for {@code fit()} to return, of which all epochs were let. */
    public void finish() throws InterruptedException, ExecutionException, TimeoutException {
        training.finish();
    }

    @Override
    public void close() throws InterruptedException, ExecutionException, TimeoutException {
        training.close();
    }
}
