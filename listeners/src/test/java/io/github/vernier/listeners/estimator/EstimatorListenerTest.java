/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.vernier.listeners.probe.Coverage;
import io.github.vernier.listeners.probe.NoisyNetworks;
import io.github.vernier.listeners.probe.ParameterBlock;
import io.github.vernier.listeners.probe.Probe;
import io.github.vernier.listeners.probe.ProbeContract;
import io.github.vernier.listeners.probe.ProbeData;
import io.github.vernier.listeners.probe.Schedule;
import io.github.vernier.listeners.probe.Twin;
import io.github.vernier.listeners.record.EstimatorStaticInfo;
import io.github.vernier.listeners.record.EstimatorUpdate;
import io.github.vernier.listeners.record.MemoryRecordSink;
import io.github.vernier.listeners.record.RecordSink;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The listener without {@code use(true)} is a probe and keeps a probe's contract; with it, it
 * changes the gradient and nothing else.
 */
class EstimatorListenerTest extends ProbeContract {

    /** K-FAC: it draws labels, has operations of both kinds and makes networks of its own. */
    @Override
    protected Probe probe(ProbeData data, RecordSink sink) {
        return EstimatorListener.builder(KFac.builder().build())
                .frequent(Schedule.every(10))
                .infrequent(Schedule.every(20))
                .measure(Schedule.every(40), data, 2)
                .recordTo(sink)
                .build();
    }

    @Override
    protected void check(MemoryRecordSink records, Model model) {
        EstimatorStaticInfo.Settings settings =
                records.staticInfos(EstimatorStaticInfo.class).get(0).getSettings();
        assertThat(settings.estimator()).isEqualTo("K-FAC");
        assertThat(settings.used()).isFalse();
        assertThat(settings.coveredLayers()).contains("conv", "dense", "out");
        assertThat(settings.skippedLayers()).containsExactly("bn");
        List<EstimatorUpdate> updates = records.updates(EstimatorUpdate.class);
        assertThat(updates).hasSize(5);
        for (EstimatorUpdate update : updates) {
            int total = update.getLayers().size();
            assertThat(update.getLayers()).contains("conv", "bn", "dense", "out");
            assertThat(update.getPlain().variance()[total]).isGreaterThan(0);
            assertThat(update.getEstimator().variance()[total]).isGreaterThan(0);
            assertThat(update.getDifference()).isGreaterThan(0);
        }
    }

    private static Model network(String kind, DataType type) {
        return kind.equals("chain") ? NoisyNetworks.chain(1, type) : NoisyNetworks.graph(1, type);
    }

    private static void fit(Model model, DataType type, int examples, TrainingListener... probes) {
        var data = NoisyNetworks.iterator(21, type, examples);
        Nd4j.getRandom().setSeed(78);
        if (model instanceof MultiLayerNetwork network) {
            network.setListeners(probes);
            network.fit(data, 3);
        } else {
            ((ComputationGraph) model).setListeners(probes);
            ((ComputationGraph) model).fit(data, 3);
        }
    }

    /** With minibatches of 4, division and multiplication are exact. */
    @ParameterizedTest
    @ValueSource(strings = {"chain", "graph"})
    void thePlainGradientInItsOwnPlaceChangesNothing(String kind) {
        Model plain = network(kind, DataType.FLOAT);
        Model used = network(kind, DataType.FLOAT);
        fit(plain, DataType.FLOAT, 40);
        EstimatorListener listener =
                EstimatorListener.builder(MinibatchGradient.plain()).use(true).build();
        fit(used, DataType.FLOAT, 40, listener);
        assertThat(listener.getFailure()).isNull();
        assertThat(used.params().data().asFloat()).isEqualTo(plain.params().data().asFloat());
    }

    private static final class Gradients extends BaseTrainingListener {

        private final List<INDArray> seen = new ArrayList<>();

        @Override
        public void onGradientCalculation(Model model) {
            seen.add(model.gradient().gradient().dup());
        }
    }

    /** At iterations with a snapshot, and only there, the gradient is that of all data. */
    @ParameterizedTest
    @ValueSource(strings = {"chain", "graph"})
    void svrgInTrainingIsScaledToTheMinibatch(String kind) {
        Model network = network(kind, DataType.DOUBLE);
        Svrg svrg = Svrg.over(NoisyNetworks.iterator(21, DataType.DOUBLE, 39));
        EstimatorListener listener =
                EstimatorListener.builder(svrg).infrequent(Schedule.everyEpoch()).use(true).build();
        Gradients gradients = new Gradients();
        List<INDArray> means = new ArrayList<>();
        TrainingListener snapshots =
                new BaseTrainingListener() {
                    @Override
                    public void onGradientCalculation(Model model) {
                        means.add(svrg.snapshotGradient().dup());
                    }
                };
        fit(network, DataType.DOUBLE, 39, listener, gradients, snapshots);
        assertThat(listener.getFailure()).isNull();
        assertThat(gradients.seen).hasSize(30);
        Twin twin = Twin.of(network);
        for (int i = 0; i < 30; i++) {
            int examples = i % 10 == 9 ? 3 : 4;
            double off = 0;
            double norm = 0;
            for (ParameterBlock block : twin.blocks()) {
                if (block.trainable()) {
                    INDArray expected = block.of(means.get(i)).mul(examples);
                    off += block.of(gradients.seen.get(i)).squaredDistance(expected);
                    norm += expected.norm2Number().doubleValue();
                }
            }
            if (i % 10 == 0) {
                assertThat(Math.sqrt(off)).isCloseTo(0, within(1e-14 * norm));
            } else {
                assertThat(Math.sqrt(off)).isGreaterThan(1e-6 * norm);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"chain", "graph"})
    void kFacInTrainingStaysWithinItsClip(String kind) {
        Model network = network(kind, DataType.FLOAT);
        double before = score(network);
        KFac kFac = KFac.builder().klClip(1e-6).build();
        EstimatorListener listener =
                EstimatorListener.builder(kFac)
                        .frequent(Schedule.every(2))
                        .infrequent(Schedule.every(4))
                        .use(true)
                        .build();
        List<KlClip> clips = new ArrayList<>();
        fit(
                network,
                DataType.FLOAT,
                40,
                listener,
                new BaseTrainingListener() {
                    @Override
                    public void onGradientCalculation(Model model) {
                        clips.add(kFac.getLastClip().orElseThrow());
                    }
                });
        assertThat(listener.getFailure()).isNull();
        assertThat(clips).hasSize(30);
        for (KlClip clip : clips) {
            assertThat(clip.sum() * clip.factor() * clip.factor()).isLessThan(1.0001e-6);
        }
        assertThat(clips).anyMatch(clip -> clip.factor() < 1);
        assertThat(score(network)).isLessThan(before);
        assertThat(listener.getCoverage().orElseThrow().skipped())
                .extracting(Coverage.Skipped::layer)
                .containsExactly("bn");
    }

    private static double score(Model model) {
        var data = NoisyNetworks.data(33, DataType.FLOAT, 30);
        return model instanceof MultiLayerNetwork network
                ? network.score(data)
                : ((ComputationGraph) model).score(data);
    }

    /** Fails after it has spoilt what it could. */
    private record Broken(String how) implements GradientEstimator {

        @Override
        public String name() {
            return "broken";
        }

        @Override
        public void begin(Twin twin) {}

        @Override
        public void frequent(Step step) {
            Nd4j.getRandom().setSeed(5);
        }

        @Override
        public void infrequent(Step step) {}

        @Override
        public INDArray direction(Step step) {
            INDArray direction = step.gradient(step.twin().parameters().like());
            if (how.equals("throws")) {
                throw new IllegalStateException("no direction");
            }
            return direction.divi(0);
        }

        @Override
        public Coverage coverage() {
            return new Coverage(List.of(), List.of(), 0, 0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"chain throws", "graph throws", "chain divides", "graph divides"})
    void aFailingEstimatorLeavesTheGradientAsItWas(String how) {
        String kind = how.substring(0, 5);
        Model plain = network(kind, DataType.FLOAT);
        Model used = network(kind, DataType.FLOAT);
        fit(plain, DataType.FLOAT, 39);
        EstimatorListener listener =
                EstimatorListener.builder(new Broken(how.substring(6))).use(true).build();
        fit(used, DataType.FLOAT, 39, listener);
        assertThat(listener.isActive()).isFalse();
        assertThat(listener.getFailure())
                .hasMessageContaining(
                        how.endsWith("throws") ? "no direction" : "of broken is not finite");
        assertThat(used.params().data().asFloat()).isEqualTo(plain.params().data().asFloat());
    }

    @Test
    void svrgHasLessVarianceThanThePlainGradient() {
        MultiLayerNetwork network = NoisyNetworks.chain(1, DataType.DOUBLE);
        EstimatorListener listener =
                EstimatorListener.builder(
                                Svrg.over(NoisyNetworks.iterator(21, DataType.DOUBLE, 40)))
                        .infrequent(Schedule.everyEpoch())
                        .measure(
                                Schedule.every(10, 3),
                                NoisyNetworks.iterator(21, DataType.DOUBLE, 40),
                                5)
                        .build();
        fit(network, DataType.DOUBLE, 40, listener);
        assertThat(listener.getFailure()).isNull();
        EstimatorVariance last = listener.getLastVariance().orElseThrow();
        assertThat(last.iteration()).isEqualTo(23);
        assertThat(last.estimator().total().variance())
                .isLessThan(0.5 * last.plain().total().variance());
    }

    @Test
    void settingsThatDoNotFitAreRefused() {
        assertThatThrownBy(() -> EstimatorListener.builder(null))
                .hasMessageContaining("estimator must be given");
        assertThatThrownBy(
                        () ->
                                EstimatorListener.builder(MinibatchGradient.plain())
                                        .measure(
                                                Schedule.every(1),
                                                NoisyNetworks.iterator(21, DataType.FLOAT, 8),
                                                0))
                .hasMessageContaining("draws is 0");
    }
}
