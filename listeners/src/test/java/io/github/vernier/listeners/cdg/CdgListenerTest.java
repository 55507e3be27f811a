/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.cdg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vernier.listeners.probe.NoisyNetworks;
import io.github.vernier.listeners.probe.Probe;
import io.github.vernier.listeners.probe.ProbeContract;
import io.github.vernier.listeners.probe.ProbeData;
import io.github.vernier.listeners.probe.Schedule;
import io.github.vernier.listeners.record.CdgStaticInfo;
import io.github.vernier.listeners.record.CdgUpdate;
import io.github.vernier.listeners.record.MemoryRecordSink;
import io.github.vernier.listeners.record.RecordSink;
import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

class CdgListenerTest extends ProbeContract {

    @Override
    protected Probe probe(ProbeData data, RecordSink sink) {
        return CdgListener.builder()
                .layers("conv", "dense")
                .epsilon(0.1, 0.02)
                .coordinates(6)
                .lossDecrease(0.01, 0.1)
                .scatter(4)
                .schedule(Schedule.every(40))
                .data(data)
                .recordTo(sink)
                .build();
    }

    @Override
    protected void check(MemoryRecordSink records, Model model) {
        CdgStaticInfo.Settings settings =
                records.staticInfos(CdgStaticInfo.class).get(0).getSettings();
        assertThat(settings.layers()).containsExactly("conv", "dense");
        assertThat(settings.mode()).isEqualTo("INFERENCE");
        List<CdgUpdate> updates = records.updates(CdgUpdate.class);
        assertThat(updates).hasSize(5);
        for (CdgUpdate update : updates) {
            // Four parameters, the bias of the convolution has three numbers.
            assertThat(update.getEvaluations()).isEqualTo(2 * 2 * (3 + 6 + 6 + 6));
            assertThat(update.getParameters())
                    .extracting(CdgUpdate.Parameter::name)
                    .containsExactly(
                            "conv/b", "conv/b", "conv/W", "conv/W", "dense/W", "dense/W", "dense/b",
                            "dense/b");
            for (CdgUpdate.Parameter parameter : update.getParameters()) {
                // Tangents everywhere: a smooth function.
                assertThat(parameter.cosine()).as(parameter.name()).isGreaterThan(0.99);
                assertThat(parameter.scatterCdg()).hasSize(Math.min(4, parameter.coordinates()));
                CdgUpdate.Decrease decrease = parameter.lossDecrease().orElseThrow();
                assertThat(decrease.cdgLoss()).isLessThan(update.getLoss());
            }
        }
    }

    private static MultiLayerNetwork fit(CdgListener listener) {
        MultiLayerNetwork network = NoisyNetworks.chain(1, DataType.FLOAT);
        network.setListeners(listener);
        network.fit(NoisyNetworks.iterator(21, DataType.FLOAT, 12), 2);
        return network;
    }

    @Test
    void cancelEndsTheMeasurementAndTrainingGoesOn() {
        MemoryRecordSink sink = new MemoryRecordSink();
        CdgListener[] self = new CdgListener[1];
        long[] seen = new long[1];
        self[0] =
                CdgListener.builder()
                        .schedule(Schedule.every(1))
                        .observer(
                                status -> {
                                    seen[0] = status.evaluations();
                                    assertThat(status.total()).isGreaterThan(seen[0]);
                                    assertThat(status.secondsLeft()).isPositive();
                                    self[0].cancel();
                                    return true;
                                })
                        .recordTo(sink)
                        .build();
        MultiLayerNetwork network = fit(self[0]);
        assertThat(network.getIterationCount()).isEqualTo(6);
        assertThat(seen[0]).isPositive();
        assertThat(self[0].isActive()).isTrue();
        assertThat(sink.updates(CdgUpdate.class)).isEmpty();
    }

    @Test
    void anInterruptEndsTheMeasurementOnly() {
        MemoryRecordSink sink = new MemoryRecordSink();
        boolean[] interrupted = new boolean[1];
        CdgListener listener =
                CdgListener.builder()
                        .schedule(Schedule.every(3))
                        .coordinates(2)
                        .observer(
                                status -> {
                                    if (!interrupted[0]) {
                                        interrupted[0] = true;
                                        Thread.currentThread().interrupt();
                                    }
                                    return true;
                                })
                        .recordTo(sink)
                        .build();
        MultiLayerNetwork network = NoisyNetworks.chain(1, DataType.FLOAT);
        network.setListeners(listener);
        var data = NoisyNetworks.data(21, DataType.FLOAT, 4);
        for (int i = 0; i < 6; i++) {
            network.fit(data);
            // The flag is the caller's to clear.
            assertThat(Thread.interrupted()).isEqualTo(i == 0);
        }
        assertThat(sink.updates(CdgUpdate.class)).hasSize(1);
        assertThat(listener.getLast().orElseThrow().evaluations()).isPositive();
    }

    @Test
    void anUnknownLayerIsNamed() {
        CdgListener listener = CdgListener.builder().layers("conv9").build();
        fit(listener);
        assertThat(listener.getFailure())
                .hasMessageContaining("<conv9>")
                .hasMessageContaining("conv, bn, dense, out");
    }

    @Test
    void settingsOutOfRange() {
        assertThatThrownBy(() -> CdgListener.builder().epsilon(0.1, 0).build())
                .hasMessageContaining("[0.1, 0.0]");
        assertThatThrownBy(() -> CdgListener.builder().coordinates(-1).build())
                .hasMessageContaining("coordinates is -1");
        assertThatThrownBy(() -> CdgListener.builder().scatter(-1))
                .hasMessageContaining("scatter is -1");
    }
}
