/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vernier.listeners.record.MemoryRecordSink;
import io.github.vernier.listeners.record.RecordSink;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.earlystopping.EarlyStoppingConfiguration;
import org.deeplearning4j.earlystopping.saver.InMemoryModelSaver;
import org.deeplearning4j.earlystopping.scorecalc.DataSetLossCalculator;
import org.deeplearning4j.earlystopping.termination.MaxEpochsTerminationCondition;
import org.deeplearning4j.earlystopping.trainer.EarlyStoppingTrainer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.parallelism.ParallelWrapper;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What every probe must do: measure, change no bit of training, and fail alone. A test of a probe
 * extends it.
 */
public abstract class ProbeContract {

    private static final int EPOCHS = 20;
    private static final int EXAMPLES = 39;

    /**
     * The probe under test, measuring as often as makes sense for networks of {@link
     * NoisyNetworks}, at least five times in 200 iterations.
     *
     * @param data where it takes minibatches of its own from, if it does
     * @param sink where it puts its records
     */
    protected abstract Probe probe(ProbeData data, RecordSink sink);

    /** A layer list to measure, the same each time: 1 x 5 x 5 in, three outputs, float. */
    protected MultiLayerNetwork chain() {
        return NoisyNetworks.chain(1, DataType.FLOAT);
    }

    /** A graph to measure, the same each time: 1 x 5 x 5 in, three outputs, float. */
    protected ComputationGraph graph() {
        return NoisyNetworks.graph(1, DataType.FLOAT);
    }

    /** Whether the probe takes minibatches from a data source of its own. */
    protected boolean readsData() {
        return true;
    }

    /** What to assert about the records of 200 iterations; all records of the sink. */
    protected abstract void check(MemoryRecordSink records, Model model);

    private ProbeData data() {
        return ProbeData.of(NoisyNetworks.iterator(91, DataType.FLOAT, 18));
    }

    private static void assertSameBits(INDArray actual, INDArray expected) {
        assertThat(bits(actual)).isNotEmpty().isEqualTo(bits(expected));
    }

    private static int[] bits(INDArray array) {
        float[] values = array.data().asFloat();
        int[] bits = new int[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToRawIntBits(values[i]);
        }
        return bits;
    }

    private static void fit(MultiLayerNetwork network, int epochs) {
        var data = NoisyNetworks.iterator(21, DataType.FLOAT, EXAMPLES);
        Nd4j.getRandom().setSeed(78);
        network.fit(data, epochs);
    }

    private static void fit(ComputationGraph network, int epochs) {
        var data = NoisyNetworks.iterator(21, DataType.FLOAT, EXAMPLES);
        Nd4j.getRandom().setSeed(78);
        network.fit(data, epochs);
    }

    @Test
    void trainingOfALayerListIsBitIdentical() {
        MultiLayerNetwork plain = chain();
        MultiLayerNetwork observed = chain();
        MemoryRecordSink sink = new MemoryRecordSink();
        Probe probe = probe(data(), sink);
        observed.setListeners(probe);
        fit(plain, EPOCHS);
        fit(observed, EPOCHS);
        assertThat(plain.getIterationCount()).isEqualTo(200);
        assertThat(probe.getFailure()).isNull();
        assertSameBits(observed.params(), plain.params());
        assertSameBits(
                observed.getUpdater().getStateViewArray(), plain.getUpdater().getStateViewArray());
        check(sink, observed);
    }

    @Test
    void trainingOfAGraphIsBitIdentical() {
        ComputationGraph plain = graph();
        ComputationGraph observed = graph();
        MemoryRecordSink sink = new MemoryRecordSink();
        Probe probe = probe(data(), sink);
        observed.setListeners(probe);
        fit(plain, EPOCHS);
        fit(observed, EPOCHS);
        assertThat(probe.getFailure()).isNull();
        assertSameBits(observed.params(), plain.params());
        assertSameBits(
                observed.getUpdater().getUpdaterStateViewArray(),
                plain.getUpdater().getUpdaterStateViewArray());
        check(sink, observed);
    }

    @Test
    void earlyStoppingIsBitIdentical() {
        INDArray[] params = new INDArray[2];
        for (int i = 0; i < 2; i++) {
            MultiLayerNetwork network = chain();
            if (i == 1) {
                network.setListeners(probe(data(), new MemoryRecordSink()));
            }
            var heldOut = NoisyNetworks.iterator(31, DataType.FLOAT, 8);
            var train = NoisyNetworks.iterator(21, DataType.FLOAT, EXAMPLES);
            var conf =
                    new EarlyStoppingConfiguration.Builder<MultiLayerNetwork>()
                            .epochTerminationConditions(new MaxEpochsTerminationCondition(3))
                            .scoreCalculator(new DataSetLossCalculator(heldOut, true))
                            .modelSaver(new InMemoryModelSaver<>())
                            .build();
            Nd4j.getRandom().setSeed(78);
            params[i] =
                    new EarlyStoppingTrainer(conf, network, train).fit().getBestModel().params();
        }
        assertSameBits(params[1], params[0]);
    }

    @Test
    void aFailingDataSourceEndsTheProbeOnly() {
        if (readsData()) {
            Probe probe =
                    probe(
                            () -> {
                                throw new IllegalStateException("no more disk");
                            },
                            new MemoryRecordSink());
            endsWithoutDisturbing(probe);
            assertThat(probe.getFailure()).hasStackTraceContaining("no more disk");
        }
    }

    @Test
    void anEmptyMinibatchOfItsOwnEndsTheProbeOnly() {
        if (readsData()) {
            endsWithoutDisturbing(probe(NoisyNetworks::noExamples, new MemoryRecordSink()));
        }
    }

    @Test
    void aFailingStorageEndsTheProbeOnly() {
        Probe probe = probe(data(), new BrokenSink());
        endsWithoutDisturbing(probe);
        assertThat(probe.getFailure()).hasStackTraceContaining("storage is gone");
    }

    private void endsWithoutDisturbing(Probe probe) {
        MultiLayerNetwork plain = chain();
        MultiLayerNetwork observed = chain();
        observed.setListeners(probe);
        fit(plain, 6);
        try (LogLines log = LogLines.of(probe.getClass())) {
            fit(observed, 6);
            assertThat(log.warnings()).hasSize(1);
            assertThat(log.warnings().get(0)).contains("measures no more, training goes on");
        }
        assertThat(probe.isActive()).isFalse();
        assertSameBits(observed.params(), plain.params());
    }

    /** DL4J itself refuses one; the probe takes no harm. */
    @Test
    void anEmptyMinibatchOfTrainingIsDl4jsAffair() {
        MultiLayerNetwork network = chain();
        Probe probe = probe(data(), new MemoryRecordSink());
        network.setListeners(probe);
        INDArray none = NoisyNetworks.noExamples().getFeatures(0);
        assertThatThrownBy(() -> network.fit(none, NoisyNetworks.noExamples().getLabels(0)))
                .hasMessageContaining("ength");
        fit(network, 1);
        assertThat(probe.getFailure()).isNull();
    }

    /**
     * Bits can't be compared here: the wrapper needs two workers, and two are not reproducible even
     * without a probe, since parameters may be averaged before or after a worker has taken up the
     * minibatch it was just fed.
     */
    @Test
    void parallelTrainingEnds() throws Exception {
        MultiLayerNetwork network = chain();
        Probe probe = probe(data(), new MemoryRecordSink());
        try (ParallelWrapper wrapper =
                new ParallelWrapper.Builder<>(network)
                        .workers(2)
                        .averagingFrequency(1)
                        .prefetchBuffer(0)
                        .trainingMode(ParallelWrapper.TrainingMode.AVERAGING)
                        .build()) {
            wrapper.setListeners(probe);
            wrapper.fit(NoisyNetworks.iterator(21, DataType.FLOAT, 40));
        }
        assertThat(probe.getFailure()).isNull();
        assertThat(network.params().sumNumber().doubleValue()).isFinite();
    }

    /** Not-a-number gradients are counted or skipped, and no reason to stop anything. */
    @Test
    void nonFiniteGradientsDoNotStopTraining() {
        MultiLayerNetwork network = chain();
        List<Integer> iterations = new ArrayList<>();
        Probe probe = probe(data(), new MemoryRecordSink());
        network.setListeners(
                new BaseTrainingListener() {
                    @Override
                    public void onBackwardPass(Model model) {
                        if (network.getIterationCount() >= 12) {
                            model.gradient().gradient().putScalar(0, Double.NaN);
                        }
                    }

                    @Override
                    public void iterationDone(Model model, int iteration, int epoch) {
                        iterations.add(iteration);
                    }
                },
                probe);
        try (LogLines log = LogLines.of(probe.getClass())) {
            fit(network, 3);
            assertThat(log.warnings()).hasSizeLessThanOrEqualTo(1);
        }
        assertThat(iterations).hasSize(30);
    }
}
