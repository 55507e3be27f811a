/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.demo;

import io.github.vernier.examples.data.DataSource;
import io.github.vernier.examples.data.ImageIterator;
import io.github.vernier.examples.networks.BinaryCnn;
import io.github.vernier.examples.networks.SmallCnn;
import io.github.vernier.examples.probe.ClassifierProbes;
import io.github.vernier.examples.training.StockStats;
import io.github.vernier.layers.binary.ExponentialTau;
import io.github.vernier.layers.cost.NetworkCost;
import io.github.vernier.layers.substitution.BinarySubstitute;
import io.github.vernier.layers.substitution.Substitution;
import io.github.vernier.listeners.cdg.CdgListener;
import io.github.vernier.listeners.cost.CostReport;
import io.github.vernier.listeners.discrete.DiscreteGradientListener;
import io.github.vernier.listeners.distillation.DistillationListener;
import io.github.vernier.listeners.evaluation.EvaluationRecorder;
import io.github.vernier.listeners.popart.PopArtListener;
import io.github.vernier.listeners.probe.ProbeData;
import io.github.vernier.listeners.probe.Schedule;
import io.github.vernier.listeners.record.RecordRouter;
import io.github.vernier.listeners.record.RecordSink;
import io.github.vernier.listeners.rounding.StochasticRoundingListener;
import io.github.vernier.listeners.training.TrainingRecorder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.deeplearning4j.core.storage.StatsStorageRouter;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.dataset.DataSet;

/** Makes the trainings of the demonstration. */
final class DemoSessions {

    private static final int[] WIDTHS = {8, 16, 32};
    private static final String WORKER = "0";
    private static final int EVERY_ITERATIONS = 5;
    private static final int SHOWN_EXAMPLES = 8;
    private static final int MEASURED_EXAMPLES = 16;
    private static final String[] SHOWN_LAYERS = {
        "stage1_conv1", "stage1_conv2", "stage2_conv1", "stage3_conv2", "output"
    };
    private static final double TEMPERATURE = 4;
    private static final double ALPHA = 0.5;
    private static final double BETA = 100;
    private static final Set<String> OF_SIGNS =
            Set.of("binary weights", "discrete gradient", "stochastic rounding");

    private final DemoSettings settings;
    private final DataSource data;
    private final InputType input;
    private final StatsStorageRouter storage;

    DemoSessions(DemoSettings settings, DataSource data, StatsStorageRouter storage) {
        this.settings = settings;
        this.data = data;
        this.input =
                InputType.convolutional(
                        data.shape().height(), data.shape().width(), data.shape().channels());
        this.storage = storage;
    }

    /** A network of stock layers. */
    DemoSession teacher() {
        MultiLayerNetwork network =
                new MultiLayerNetwork(
                        SmallCnn.builder().widths(WIDTHS).seed(settings.seed()).build());
        network.init();
        CostReport.of(NetworkCost.of(network, input)).recordTo(storage, "teacher");
        Map<String, Supplier<TrainingListener>> probes = probes("teacher");
        probes.keySet().removeAll(OF_SIGNS);
        return session("teacher", network, train(), made(probes));
    }

    /** The same with binary convolutions, distilled. */
    DemoSession binary(MultiLayerNetwork teacher) {
        MultiLayerNetwork network =
                Substitution.builder()
                        .with(
                                new BinarySubstitute(
                                        conv -> conv.tau(new ExponentialTau(settings.epochs()))))
                        .keepFirst()
                        .ratio(1)
                        .build()
                        .apply(teacher)
                        .result();
        // A training of its own, though it starts from the teacher's weights.
        network.setIterationCount(0);
        network.setEpochCount(0);
        CostReport.of(NetworkCost.of(network, input))
                .against(NetworkCost.of(teacher, input))
                .recordTo(storage, "binary");
        List<TrainingListener> listeners = made(probes("binary"));
        listeners.add(
                DistillationListener.builder(teacher)
                        .knowledge(TEMPERATURE, ALPHA)
                        .attention(BETA)
                        .tap("stage1")
                        .tap("stage2")
                        .tap("stage3")
                        .evaluate(data.test(settings.batch()), 1)
                        .examples(data.test(SHOWN_EXAMPLES).next(), data.labels())
                        .recordTo(storage)
                        .sessionId("binary")
                        .build());
        return session("binary", network, train(), listeners);
    }

    /** Numbers whose scale changes halfway. */
    DemoSession numbers() {
        MultiLayerNetwork network =
                new MultiLayerNetwork(
                        BinaryCnn.builder()
                                .widths(WIDTHS)
                                .seed(settings.seed())
                                .epochs(settings.epochs())
                                .regression(NumberTargets.OUTPUTS)
                                .build());
        network.init();
        CostReport.of(NetworkCost.of(network, input)).recordTo(storage, "numbers");
        int half = settings.epochs() / 2;
        ImageIterator train = train();
        train.setPreProcessor(new NumberTargets(half));
        ImageIterator test = data.test(settings.batch());
        test.setPreProcessor(new NumberTargets(half));
        RecordRouter sink = sink("numbers");
        return session(
                "numbers",
                network,
                train,
                List.of(
                        TrainingRecorder.builder().epochs(settings.epochs()).recordTo(sink).build(),
                        EvaluationRecorder.builder()
                                .name("test")
                                .heldOut(test)
                                .recordTo(sink)
                                .build(),
                        PopArtListener.builder().recordTo(sink).build()));
    }

    /**
     * As by default, but for the slow ones, which measure less at a time and at every epoch,
     * however short the training.
     */
    private Map<String, Supplier<TrainingListener>> probes(String session) {
        RecordRouter sink = sink(session);
        Map<String, Supplier<TrainingListener>> probes =
                new ClassifierProbes(
                                data, settings.batch(), settings.seed(), settings.epochs(), sink)
                        .all();
        probes.put("cdg", () -> cdg(sink));
        probes.put("discrete gradient", () -> discreteGradient(sink));
        probes.put("stochastic rounding", () -> stochasticRounding(sink));
        // Those of all images show the same and more.
        probes.remove("clusters");
        return probes;
    }

    private TrainingListener cdg(RecordSink sink) {
        return CdgListener.builder()
                .layers(SHOWN_LAYERS)
                .epsilon(0.1, 0.01)
                .coordinates(16)
                .lossDecrease(0.03, 0.1, 0.3)
                .data(fixed())
                .schedule(Schedule.everyEpoch())
                .recordTo(sink)
                .build();
    }

    private TrainingListener discreteGradient(RecordSink sink) {
        return DiscreteGradientListener.builder()
                .layers(SHOWN_LAYERS)
                .coordinates(4)
                .data(fixed())
                .schedule(Schedule.everyEpoch())
                .recordTo(sink)
                .build();
    }

    private TrainingListener stochasticRounding(RecordSink sink) {
        return StochasticRoundingListener.builder()
                .layers(SHOWN_LAYERS)
                .draws(5)
                .differences(4, 0.1)
                .data(fixed())
                .schedule(Schedule.everyEpoch())
                .recordTo(sink)
                .build();
    }

    /** The same few images each time: numbers of different epochs can be compared. */
    private ProbeData fixed() {
        DataSet images = data.test(MEASURED_EXAMPLES).next();
        return ProbeData.fixed(
                new org.nd4j.linalg.dataset.MultiDataSet(images.getFeatures(), images.getLabels()));
    }

    private static List<TrainingListener> made(Map<String, Supplier<TrainingListener>> probes) {
        List<TrainingListener> made = new ArrayList<>();
        probes.values().forEach(probe -> made.add(probe.get()));
        return made;
    }

    private DemoSession session(
            String id,
            MultiLayerNetwork network,
            ImageIterator train,
            List<TrainingListener> listeners) {
        List<TrainingListener> all = new ArrayList<>(listeners);
        all.add(StockStats.listener(storage, id, EVERY_ITERATIONS));
        return new DemoSession(id, network, train, all);
    }

    private ImageIterator train() {
        return data.train(settings.batch(), settings.seed());
    }

    private RecordRouter sink(String session) {
        return new RecordRouter(storage, session, WORKER);
    }
}
