/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui;

import io.github.vernier.layers.binary.BinaryConvolution2D;
import io.github.vernier.layers.binary.ExponentialTau;
import io.github.vernier.layers.cost.NetworkCost;
import io.github.vernier.layers.popart.PopArtOutputLayer;
import io.github.vernier.listeners.cdg.CdgListener;
import io.github.vernier.listeners.clustering.ClusteringListener;
import io.github.vernier.listeners.cost.CostReport;
import io.github.vernier.listeners.discrete.DiscreteGradientListener;
import io.github.vernier.listeners.estimator.EstimatorListener;
import io.github.vernier.listeners.estimator.Svrg;
import io.github.vernier.listeners.histogram.HistogramAxis;
import io.github.vernier.listeners.popart.PopArtListener;
import io.github.vernier.listeners.probe.Schedule;
import io.github.vernier.listeners.sampling.SampledDataSetIterator;
import io.github.vernier.listeners.sampling.Sampler;
import io.github.vernier.listeners.variance.GradientVarianceListener;
import io.github.vernier.listeners.weights.BinaryWeightListener;
import org.deeplearning4j.core.storage.StatsStorageRouter;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

/** Real trainings of tiny networks with every probe attached. */
public final class TinyProbes {

    public static final int BATCHES = 4;
    private static final int BATCH = 6;
    private static final int SIDE = 8;

    private TinyProbes() {}

    private static MultiLayerNetwork classifier(boolean binary) {
        NeuralNetConfiguration.ListBuilder layers =
                new NeuralNetConfiguration.Builder().seed(1).updater(new Sgd(0.02)).list();
        layers.layer(
                new ConvolutionLayer.Builder(3, 3)
                        .name("conv1")
                        .nOut(6)
                        .activation(Activation.TANH)
                        .build());
        for (String name : new String[] {"block1", "block2"}) {
            layers.layer(
                    binary
                            ? new BinaryConvolution2D.Builder(3, 3)
                                    .name(name)
                                    .tau(new ExponentialTau(0.85, 0.99, 40))
                                    .nOut(8)
                                    .build()
                            : new ConvolutionLayer.Builder(3, 3).name(name).nOut(8).build());
        }
        MultiLayerNetwork network =
                new MultiLayerNetwork(
                        layers.layer(
                                        new OutputLayer.Builder()
                                                .name("out")
                                                .nOut(3)
                                                .activation(Activation.SOFTMAX)
                                                .build())
                                .setInputType(InputType.convolutional(SIDE, SIDE, 1))
                                .build());
        network.init();
        return network;
    }

    /** A classifier with binary layers, which everything but Pop-Art is measured of. */
    public static GatedTraining classifier(StatsStorageRouter storage, String session, int epochs) {
        MultiLayerNetwork network = classifier(true);
        InputType input = InputType.convolutional(SIDE, SIDE, 1);
        CostReport.of(NetworkCost.of(network, input))
                .against(NetworkCost.of(classifier(false), input))
                .recordTo(storage, session);
        DataSet data = TinyDistillation.data(BATCHES * BATCH, 3);
        network.setListeners(
                BinaryWeightListener.builder()
                        .schedule(Schedule.every(2))
                        .recordTo(storage)
                        .sessionId(session)
                        .build(),
                GradientVarianceListener.builder()
                        .schedule(Schedule.every(2))
                        .draws(2)
                        .data(batches(data))
                        .histograms(
                                new HistogramAxis(100, -0.5, 0.5),
                                new HistogramAxis(40, -0.5, 0.5),
                                new HistogramAxis(50, -2, 2))
                        .recordTo(storage)
                        .sessionId(session)
                        .build(),
                EstimatorListener.builder(Svrg.over(batches(data)))
                        .infrequent(Schedule.every(8))
                        .measure(Schedule.every(4), batches(data), 2)
                        .recordTo(storage)
                        .sessionId(session)
                        .build(),
                CdgListener.builder()
                        .layers("block2", "out")
                        .coordinates(40)
                        .epsilon(1e-3, 0.03, 0.3)
                        .lossDecrease(0.01, 0.1, 1)
                        .schedule(Schedule.every(4))
                        .recordTo(storage)
                        .sessionId(session)
                        .build(),
                DiscreteGradientListener.builder()
                        .layers("block2", "out")
                        .coordinates(24)
                        .schedule(Schedule.every(4))
                        .recordTo(storage)
                        .sessionId(session)
                        .build(),
                ClusteringListener.builder()
                        .clusters(4)
                        .schedule(Schedule.every(2))
                        .assignments(Schedule.everyEpoch())
                        .examples(
                                new SampledDataSetIterator(
                                        data, BATCH, Sampler.inOrder(data.numExamples())))
                        .recordTo(storage)
                        .sessionId(session)
                        .build());
        return new GatedTraining(network, batches(data), epochs);
    }

    /** A regression of targets of three scales with a Pop-Art head. */
    public static GatedTraining regression(StatsStorageRouter storage, String session, int epochs) {
        MultiLayerNetwork network =
                new MultiLayerNetwork(
                        new NeuralNetConfiguration.Builder()
                                .seed(1)
                                .updater(new Sgd(0.05))
                                .list()
                                .layer(
                                        new DenseLayer.Builder()
                                                .name("dense")
                                                .nIn(4)
                                                .nOut(8)
                                                .activation(Activation.TANH)
                                                .build())
                                .layer(
                                        new PopArtOutputLayer.Builder()
                                                .name("values")
                                                .nOut(3)
                                                .build())
                                .build());
        network.init();
        network.setListeners(
                PopArtListener.builder()
                        .schedule(Schedule.every(1))
                        .recordTo(storage)
                        .sessionId(session)
                        .build());
        Nd4j.getRandom().setSeed(5);
        INDArray features = Nd4j.rand(DataType.FLOAT, BATCHES * BATCH, 4);
        INDArray labels =
                features.mmul(Nd4j.randn(DataType.FLOAT, 4, 3))
                        .muliRowVector(Nd4j.createFromArray(1f, 100f, 10_000f))
                        .addiRowVector(Nd4j.createFromArray(0f, 1000f, -20_000f));
        return new GatedTraining(network, batches(new DataSet(features, labels)), epochs);
    }

    private static DataSetIterator batches(DataSet data) {
        return new ListDataSetIterator<>(data.asList(), BATCH);
    }
}
