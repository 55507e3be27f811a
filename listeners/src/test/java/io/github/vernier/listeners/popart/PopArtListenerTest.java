/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.popart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.vernier.layers.popart.PopArtHead;
import io.github.vernier.layers.popart.PopArtOutputLayer;
import io.github.vernier.layers.popart.PopArtStatistics;
import io.github.vernier.listeners.probe.NoisyNetworks;
import io.github.vernier.listeners.probe.Probe;
import io.github.vernier.listeners.probe.ProbeContract;
import io.github.vernier.listeners.probe.ProbeData;
import io.github.vernier.listeners.probe.Schedule;
import io.github.vernier.listeners.record.MemoryRecordSink;
import io.github.vernier.listeners.record.PopArtStaticInfo;
import io.github.vernier.listeners.record.PopArtUpdate;
import io.github.vernier.listeners.record.RecordSink;
import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;

class PopArtListenerTest extends ProbeContract {

    private static ConvolutionLayer first() {
        return new ConvolutionLayer.Builder(3, 3).name("conv").nOut(3).build();
    }

    private static PopArtOutputLayer.Builder head() {
        return new PopArtOutputLayer.Builder().beta(0.1).name("head").nOut(3);
    }

    @Override
    protected MultiLayerNetwork chain() {
        return NoisyNetworks.chain(1, DataType.FLOAT, first(), head().build());
    }

    @Override
    protected ComputationGraph graph() {
        return NoisyNetworks.graph(1, DataType.FLOAT, first(), head().name("out").build());
    }

    @Override
    protected Probe probe(ProbeData data, RecordSink sink) {
        return PopArtListener.builder().schedule(Schedule.every(20)).recordTo(sink).build();
    }

    @Override
    protected boolean readsData() {
        return false;
    }

    @Override
    protected void check(MemoryRecordSink records, Model model) {
        String name = model instanceof ComputationGraph ? "out" : "head";
        PopArtStaticInfo info = records.staticInfos(PopArtStaticInfo.class).get(0);
        assertThat(info.getHeads())
                .containsExactly(
                        new PopArtStaticInfo.Head(
                                name, 3, "PER_OUTPUT", "POP_ART", "variance", 0.1, 1e-4, 1e6, 1));
        List<PopArtUpdate> updates = records.updates(PopArtUpdate.class);
        assertThat(updates).extracting(PopArtUpdate::getIteration).hasSize(10).contains(0, 180);
        PopArtUpdate.Head first = updates.get(0).getHeads().get(0);
        PopArtUpdate.Head last = updates.get(9).getHeads().get(0);
        assertThat(first.name()).isEqualTo(name);
        assertThat(first.updates()).containsExactly(1, 1, 1);
        assertThat(last.updates()).containsExactly(181, 181, 181);
        for (int k = 0; k < 3; k++) {
            // One label in three is 1, the others 0.
            assertThat(last.mean()[k]).isCloseTo(1 / 3.0, within(0.15));
            assertThat(last.deviation()[k]).isCloseTo(Math.sqrt(2) / 3, within(0.15));
            assertThat(last.variance()[k])
                    .isCloseTo(last.deviation()[k] * last.deviation()[k], within(1e-6));
            assertThat(last.rmse()[k])
                    .isCloseTo(last.normalizedRmse()[k] * last.deviation()[k], within(1e-6));
        }
    }

    @Test
    void recordsWhatTheHeadKnowsOfItsStep() {
        MultiLayerNetwork network =
                NoisyNetworks.chain(
                        1, DataType.DOUBLE, first(), head().beta(0.5).bounds(2, 50).build());
        PopArtListener listener = PopArtListener.builder().schedule(Schedule.every(1)).build();
        network.setListeners(listener);
        DataSet data = NoisyNetworks.data(3, DataType.DOUBLE, 6);
        data.getLabels().getColumn(1).muli(1000);
        data.getLabels().getColumn(2).muli(10);
        for (int i = 0; i < 2; i++) {
            PopArtStatistics before = ((PopArtHead) network.getOutputLayer()).statistics();
            network.fit(data);
            PopArtStatistics statistics = ((PopArtHead) network.getOutputLayer()).statistics();
            PopArtUpdate update = listener.getLast().orElseThrow();
            PopArtUpdate.Head head = update.getHeads().get(0);
            assertThat(update.getIteration()).isEqualTo(i);
            assertThat(update.getScore()).isEqualTo(network.score());
            assertThat(head.mean()).isEqualTo(statistics.scale().mean());
            assertThat(head.deviation()).isEqualTo(statistics.scale().deviation());
            assertThat(head.ratio()[1])
                    .isCloseTo(before.scale().deviation()[1] / head.deviation()[1], within(1e-12));
            assertThat(head.clipping()).containsExactly(-1, 1, 0);
            assertThat(head.rmse()).isEqualTo(statistics.rmse());
            assertThat(head.normalizedRmse()).isEqualTo(statistics.normalizedRmse());
            assertThat(head.residual()).isEqualTo(statistics.residual());
        }
    }

    @Test
    void aNetworkWithoutAHeadHasNothingToRecord() {
        MemoryRecordSink sink = new MemoryRecordSink();
        MultiLayerNetwork network = NoisyNetworks.chain(1, DataType.FLOAT);
        PopArtListener listener = PopArtListener.builder().recordTo(sink).build();
        network.setListeners(listener);
        network.fit(NoisyNetworks.data(3, DataType.FLOAT, 6));
        assertThat(sink.staticInfos(PopArtStaticInfo.class).get(0).getHeads()).isEmpty();
        assertThat(sink.updates(PopArtUpdate.class)).isEmpty();
        assertThat(listener.isActive()).isTrue();
    }
}
