/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.vernier.listeners.probe.NoisyNetworks;
import io.github.vernier.listeners.probe.Probe;
import io.github.vernier.listeners.probe.Twin;
import io.github.vernier.listeners.sampling.LinearRankSampler.Range;
import io.github.vernier.listeners.sampling.SnoozeThreshold.Epoch;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;

class SignalSamplersTest {

    private static int[] epoch(Sampler sampler) {
        sampler.startEpoch();
        return sampler.next(sampler.examples()).examples();
    }

    private static int[] sorted(int[] values) {
        int[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted;
    }

    @Test
    void signalsAreSmoothedAndBadOnesLeftOut() {
        ExampleSignals signals = new ExampleSignals(3, 0.5);
        signals.observe(new int[] {0, 2}, new double[] {4, Double.NaN});
        signals.observe(new int[] {0}, new double[] {1});
        assertThat(signals.means()).containsExactly(1.5, 0, 0);
        assertThat(signals.signals()).containsExactly(2, 0, 0);
        assertThat(signals.isKnown(2)).isFalse();
        assertThatThrownBy(() -> signals.observe(new int[] {3}, new double[] {1}))
                .hasMessageContaining("example is 3, expected one in [0, 3)");
        assertThatThrownBy(() -> signals.observe(new int[] {1}, new double[] {-1}))
                .hasMessageContaining("signal of example 1 is -1.0");
        assertThatThrownBy(() -> signals.observe(new int[] {1}, new double[2]))
                .hasMessageContaining("signals are 2, expected 1");
        assertThatThrownBy(() -> new ExampleSignals(3, 1)).hasMessageContaining("momentum is 1");
        assertThatThrownBy(() -> new ExampleSignals(0, 0)).hasMessageContaining("0 examples");
    }

    /** Doubles its pauses: out of every epoch, then every second, fourth... */
    @Test
    void snoozesGrowExponentially() {
        ExampleSignals signals = new ExampleSignals(4, 0);
        SnoozeSampler sampler = new SnoozeSampler(signals, SnoozeThreshold.constant(1), 1, 5);
        signals.observe(new int[] {0, 1, 2, 3}, new double[] {0, 2, 2, 2});
        StringBuilder seen = new StringBuilder();
        for (int i = 0; i < 24; i++) {
            seen.append(IntStream.of(epoch(sampler)).anyMatch(e -> e == 0) ? 'x' : '.');
        }
        assertThat(seen).hasToString("x.x...x.......x.........");
    }

    @Test
    void timePassesUntilThereAreEnough() {
        ExampleSignals signals = new ExampleSignals(4, 0);
        SnoozeSampler sampler = new SnoozeSampler(signals, SnoozeThreshold.constant(1), 3, 5);
        signals.observe(new int[] {0, 1, 2, 3}, new double[4]);
        // All are snoozed alike: all are back, however often.
        for (int i = 0; i < 100; i++) {
            assertThat(sorted(epoch(sampler))).containsExactly(0, 1, 2, 3);
        }
        assertThat(sampler.snoozes(0)).isEqualTo(30);
    }

    @Test
    void examplesNeverSeenAreNotSnoozed() {
        SnoozeSampler sampler =
                new SnoozeSampler(new ExampleSignals(3, 0), SnoozeThreshold.constant(1), 1, 5);
        epoch(sampler);
        assertThat(sorted(epoch(sampler))).containsExactly(0, 1, 2);
    }

    @Test
    void thresholds() {
        Epoch epoch = new Epoch(new double[] {1, 2, 3, 10}, 2, 0.5);
        assertThat(SnoozeThreshold.constant(7).of(epoch)).isEqualTo(7);
        assertThat(SnoozeThreshold.partOfMedian(2).of(epoch)).isEqualTo(5);
        assertThat(SnoozeThreshold.partOfMean(0.5).of(epoch)).isEqualTo(2);
        assertThat(SnoozeThreshold.partOfPercentile(1, 50).of(epoch)).isEqualTo(2.5);
        assertThat(SnoozeThreshold.partOfPercentile(1, 100).of(epoch)).isEqualTo(10);
        assertThat(SnoozeThreshold.belowMean(0.5).of(epoch))
                .isCloseTo(4 - 0.5 * Math.sqrt(50 / 3.0), within(1e-12));
        double meanLog = Math.log(60) / 4;
        assertThat(SnoozeThreshold.belowLogMean(0).of(epoch))
                .isCloseTo(Math.exp(meanLog), within(1e-12));
        assertThat(SnoozeThreshold.belowLogMean(0).of(new Epoch(new double[] {0, 1e-10, 4}, 1, 0)))
                .isCloseTo(4, within(1e-12));
        assertThat(SnoozeThreshold.belowLogMean(1).of(new Epoch(new double[1], 1, 0))).isZero();
        assertThat(SnoozeThreshold.cumulativeShare(0.3).of(epoch)).isEqualTo(3);
        assertThat(SnoozeThreshold.cumulativeShare(1).of(epoch)).isEqualTo(10);
        assertThat(SnoozeThreshold.exponential(3, 0.1, 2).of(epoch)).isCloseTo(0.3, within(1e-12));
        SnoozeThreshold adaptive = SnoozeThreshold.adaptivePercentile(0, 50);
        assertThat(adaptive.of(new Epoch(epoch.signals(), 1, 0))).isEqualTo(1);
        assertThat(adaptive.of(new Epoch(epoch.signals(), 2, 0.02))).isEqualTo(2.5);
        assertThat(adaptive.of(new Epoch(epoch.signals(), 3, 0.03))).isEqualTo(1);
        assertThatThrownBy(() -> SnoozeThreshold.partOfPercentile(1, 101))
                .hasMessageContaining("percentile is 101");
        assertThatThrownBy(() -> SnoozeThreshold.exponential(1, 1, 0))
                .hasMessageContaining("period is 0");
        assertThatThrownBy(() -> SnoozeThreshold.cumulativeShare(2))
                .hasMessageContaining("share is 2");
        assertThatThrownBy(() -> SnoozeThreshold.adaptivePercentile(1, 0))
                .hasMessageContaining("step is 0");
    }

    @Test
    void linearRankDropsTheLowest() {
        ExampleSignals signals = new ExampleSignals(10, 0);
        LinearRankSampler sampler =
                new LinearRankSampler(signals, new Range(0, 80), new Range(1, 3), 2, 1, 5);
        int[] all = IntStream.range(0, 10).toArray();
        signals.observe(all, IntStream.of(all).mapToDouble(i -> 10 - i).toArray());
        assertThat(epoch(sampler)).hasSize(10);
        // Half of training: 40 % of ten are dropped, for ceil((4-r)/4 · 1/2 · 2 + 1) epochs.
        assertThat(sorted(epoch(sampler))).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(IntStream.of(9, 8, 7, 6, 5).map(sampler::delay).toArray())
                .containsExactly(2, 2, 2, 2, 0);
        // At the end 80 % of the six left.
        assertThat(sorted(epoch(sampler))).containsExactly(0, 1);
        assertThat(sampler.delay(5)).isEqualTo(3);
        assertThat(sorted(epoch(sampler))).contains(6, 7, 8, 9);
        assertThatThrownBy(
                        () ->
                                new LinearRankSampler(
                                        signals, new Range(0, 101), new Range(1, 1), 2, 1, 5))
                .hasMessageContaining("at most 100");
        assertThatThrownBy(() -> new Range(-1, 0)).hasMessageContaining("range is -1");
        assertThatThrownBy(
                        () ->
                                new LinearRankSampler(
                                        signals, new Range(0, 1), new Range(1, 1), 0, 1, 5))
                .hasMessageContaining("epochs are 0");
    }

    @Test
    void anExampleWithoutGradientComesBack() {
        ExampleSignals signals = new ExampleSignals(2, 0);
        MinVarSampler sampler = new MinVarSampler(signals, 1, 2, 5);
        signals.observe(new int[] {0, 1}, new double[] {0, 1});
        assertThat(epoch(sampler)).hasSize(2);
        assertThat(sorted(epoch(sampler))).containsExactly(0, 1);
        assertThat(sampler.delay(0)).isEqualTo(1e6);
        assertThatThrownBy(() -> new MinVarSampler(signals, 0, 1, 5))
                .hasMessageContaining("lambda is 0");
        assertThatThrownBy(() -> new MinVarSampler(signals, 1, 3, 5))
                .hasMessageContaining("epoch is 3, expected one in [1, 2]");
    }

    @ParameterizedTest
    @EnumSource(Signal.class)
    void stockFitShowsTheSampler(Signal signal) {
        DataSet data = ThreeClasses.data(10);
        MultiLayerNetwork network = ThreeClasses.network();
        Twin before = Twin.apart(network);
        ExampleSignals signals = new ExampleSignals(10, ExampleSignals.MOMENTUM);
        SampledDataSetIterator training =
                new SampledDataSetIterator(data, 10, Sampler.shuffled(10, 4));
        Probe listener = new SignalListener(training, signals, signal);
        network.setListeners(listener);
        network.fit(training);
        assertThat(listener.getFailure()).isNull();
        for (int i = 0; i < 10; i++) {
            DataSet one = data.get(new int[] {i});
            double norm = before.gradient(one.toMultiDataSet()).norm2Number().doubleValue();
            double expected = signal == Signal.LOSS ? before.lossOfGradient() : norm;
            assertThat(signals.signal(i)).isCloseTo(expected, within(1e-9 * expected));
        }
    }

    /** Weights of MinVar are in the labels of training, and out of the signal. */
    @Test
    void weightsAreNoPartOfTheSignal() {
        DataSet data = ThreeClasses.data(9);
        MultiLayerNetwork network = ThreeClasses.network();
        ExampleSignals signals = new ExampleSignals(9, 0);
        MinVarSampler sampler = new MinVarSampler(signals, 0.5, 9, 3);
        SampledDataSetIterator training = new SampledDataSetIterator(data, 9, sampler);
        network.setListeners(new SignalListener(training, signals, Signal.GRADIENT_NORM));
        network.fit(training);
        assertThat(sampler.weight(0)).isEqualTo(1);
        Twin now = Twin.apart(network);
        network.fit(training);
        for (int i = 0; i < 9; i++) {
            assertThat(sampler.weight(i)).isGreaterThan(1);
            double norm =
                    now.gradient(data.get(new int[] {i}).toMultiDataSet())
                            .norm2Number()
                            .doubleValue();
            assertThat(signals.signal(i)).isCloseTo(norm, within(1e-9 * norm));
        }
    }

    @Test
    void aGraphTrainsOnWhatIsHard() {
        DataSet data = NoisyNetworks.data(5, DataType.FLOAT, 12);
        ExampleSignals signals = new ExampleSignals(12, ExampleSignals.MOMENTUM);
        SnoozeSampler sampler = new SnoozeSampler(signals, SnoozeThreshold.partOfMean(1), 4, 3);
        SampledDataSetIterator training = new SampledDataSetIterator(data, 4, sampler);
        ComputationGraph network = NoisyNetworks.graph(1, DataType.FLOAT);
        Probe listener = new SignalListener(training, signals, Signal.LOSS);
        network.setListeners(listener);
        network.fit(training, 6);
        assertThat(listener.getFailure()).isNull();
        assertThat(network.getEpochCount()).isEqualTo(6);
        assertThat(signals.signals()).doesNotContain(0);
        // Some are below the mean at any time.
        assertThat(network.getIterationCount()).isBetween(6, 17);
    }

    @Test
    void anIteratorOfOthersIsNoticed() {
        ExampleSignals signals = new ExampleSignals(12, 0);
        SampledDataSetIterator other =
                new SampledDataSetIterator(
                        NoisyNetworks.data(5, DataType.FLOAT, 12), 5, Sampler.inOrder(12));
        other.next();
        Probe listener = new SignalListener(other, signals, Signal.LOSS);
        MultiLayerNetwork network = NoisyNetworks.chain(1, DataType.FLOAT);
        network.setListeners(listener);
        network.fit(NoisyNetworks.iterator(5, DataType.FLOAT, 12));
        assertThat(listener.getFailure())
                .hasMessageContaining("minibatch has 4 examples, expected 5");
        assertThat(network.getIterationCount()).isEqualTo(3);
        assertThatThrownBy(() -> new SignalListener(other, new ExampleSignals(5, 0), Signal.LOSS))
                .hasMessageContaining("signals are of 5 examples, expected 12");
    }
}
