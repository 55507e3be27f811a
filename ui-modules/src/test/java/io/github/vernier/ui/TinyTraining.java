/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui;

import io.github.vernier.listeners.evaluation.EvaluationRecorder;
import io.github.vernier.listeners.probe.Schedule;
import io.github.vernier.listeners.training.TrainingRecorder;
import io.github.vernier.listeners.variance.GradientVarianceListener;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.core.storage.StatsStorageRouter;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.ui.model.stats.StatsListener;
import org.deeplearning4j.ui.model.stats.api.StatsUpdateConfiguration;
import org.deeplearning4j.ui.model.stats.impl.DefaultStatsUpdateConfiguration;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions;

/**
 * Two classes of points in the plane, and a small network that learns them by the stock trainer.
 */
public final class TinyTraining {

    public static final int BATCHES = 6;
    private static final int BATCH = 8;
    private static final StatsUpdateConfiguration EVERY_ITERATION =
            new DefaultStatsUpdateConfiguration.Builder().reportingFrequency(1).build();

    private final MultiLayerNetwork network;
    private final List<DataSet> batches = new ArrayList<>();

    public TinyTraining(long seed, double rate) {
        network =
                new MultiLayerNetwork(
                        new NeuralNetConfiguration.Builder()
                                .seed(seed)
                                .updater(new Adam(rate))
                                .list()
                                .layer(
                                        new DenseLayer.Builder()
                                                .nIn(2)
                                                .nOut(6)
                                                .activation(Activation.TANH)
                                                .build())
                                .layer(
                                        new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                                                .nIn(6)
                                                .nOut(2)
                                                .activation(Activation.SOFTMAX)
                                                .build())
                                .build());
        network.init();
        Nd4j.getRandom().setSeed(seed);
        for (int i = 0; i < BATCHES; i++) {
            INDArray points = Nd4j.randn(BATCH, 2);
            INDArray labels = Nd4j.zeros(BATCH, 2);
            for (int row = 0; row < BATCH; row++) {
                double product = points.getDouble(row, 0) * points.getDouble(row, 1);
                labels.putScalar(row, product > 0 ? 1 : 0, 1);
            }
            batches.add(new DataSet(points, labels));
        }
    }

    public MultiLayerNetwork network() {
        return network;
    }

    /** Our own recorders, into one session. */
    public TinyTraining record(StatsStorageRouter storage, String session, int epochs) {
        network.addListeners(
                TrainingRecorder.builder()
                        .epochs(epochs)
                        .ratiosEvery(2)
                        .recordTo(storage)
                        .sessionId(session)
                        .hyperParameter("batch", BATCH)
                        .build(),
                EvaluationRecorder.builder()
                        .heldOut(new ListDataSetIterator<>(List.of(batches.get(0)), 1))
                        .name("test")
                        .recordTo(storage)
                        .sessionId(session)
                        .build());
        return this;
    }

    /** A probe, into the same session. */
    public TinyTraining measure(StatsStorageRouter storage, String session) {
        network.addListeners(
                GradientVarianceListener.builder()
                        .schedule(Schedule.every(2))
                        .recordTo(storage)
                        .sessionId(session)
                        .build());
        return this;
    }

    /** The stock listener. */
    public TinyTraining recordStock(StatsStorageRouter storage, String session) {
        network.addListeners(new StatsListener(storage, null, EVERY_ITERATION, session, "stock"));
        return this;
    }

    public DataSetIterator data() {
        return new ListDataSetIterator<>(batches, 1);
    }

    public void fit(int epochs) {
        network.fit(data(), epochs);
    }
}
