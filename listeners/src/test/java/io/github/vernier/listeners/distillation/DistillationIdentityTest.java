/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.distillation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vernier.listeners.record.AttentionMapsUpdate;
import io.github.vernier.listeners.record.DistillationUpdate;
import io.github.vernier.listeners.record.MemoryRecordSink;
import java.util.List;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/** Without weight of its own the listener changes no bit of training, and measures all the same. */
class DistillationIdentityTest {

    private static final int EPOCHS = 20;

    /** 10 batches, the last smaller. */
    private static DataSetIterator data() {
        List<DataSet> examples = TestNetworks.images(21, DataType.FLOAT, 39).asList();
        return new ListDataSetIterator<>(examples, 4);
    }

    private static DistillationListener listener(
            org.deeplearning4j.nn.api.Model teacher, MemoryRecordSink sink) {
        DataSet heldOut = TestNetworks.images(22, DataType.FLOAT, 12);
        return DistillationListener.builder(teacher)
                .attention(0)
                .tap("conv1")
                .tap("conv2")
                .evaluate(new ListDataSetIterator<>(heldOut.asList(), 5), 4)
                .examples(TestNetworks.images(23, DataType.FLOAT, 2), List.of("a", "b", "c"))
                .recordTo(sink)
                .build();
    }

    private static void assertSameBits(INDArray actual, INDArray expected) {
        int[] actualBits = bits(actual);
        assertThat(actualBits).isEqualTo(bits(expected));
        assertThat(actualBits).isNotEmpty();
    }

    private static int[] bits(INDArray array) {
        float[] values = array.data().asFloat();
        int[] bits = new int[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Float.floatToRawIntBits(values[i]);
        }
        return bits;
    }

    @Test
    void chain() {
        MultiLayerNetwork teacher = TestNetworks.noisyChain(9);
        MultiLayerNetwork plain = TestNetworks.noisyChain(1);
        MultiLayerNetwork observed = TestNetworks.noisyChain(1);
        MemoryRecordSink sink = new MemoryRecordSink();
        observed.setListeners(listener(teacher, sink));
        INDArray teacherBefore = teacher.params().dup();

        Nd4j.getRandom().setSeed(77);
        DataSetIterator data = data();
        Nd4j.getRandom().setSeed(78);
        plain.fit(data, EPOCHS);
        data = data();
        Nd4j.getRandom().setSeed(78);
        observed.fit(data, EPOCHS);

        assertThat(plain.getIterationCount()).isEqualTo(200);
        assertSameBits(observed.params(), plain.params());
        assertSameBits(
                observed.getUpdater().getStateViewArray(), plain.getUpdater().getStateViewArray());
        assertSameBits(teacher.params(), teacherBefore);
        checkRecords(sink);
    }

    @Test
    void graph() {
        ComputationGraph teacher = TestNetworks.noisyGraph(9);
        ComputationGraph plain = TestNetworks.noisyGraph(1);
        ComputationGraph observed = TestNetworks.noisyGraph(1);
        MemoryRecordSink sink = new MemoryRecordSink();
        observed.setListeners(listener(teacher, sink));

        DataSetIterator data = data();
        Nd4j.getRandom().setSeed(78);
        plain.fit(data, EPOCHS);
        data = data();
        Nd4j.getRandom().setSeed(78);
        observed.fit(data, EPOCHS);

        assertThat(plain.getIterationCount()).isEqualTo(200);
        assertSameBits(observed.params(), plain.params());
        assertSameBits(
                observed.getUpdater().getUpdaterStateViewArray(),
                plain.getUpdater().getUpdaterStateViewArray());
        checkRecords(sink);
    }

    private static void checkRecords(MemoryRecordSink sink) {
        List<DistillationUpdate> updates = sink.updates(DistillationUpdate.class);
        assertThat(updates.stream().filter(u -> u.getLosses().isPresent())).hasSize(200);
        assertThat(updates.stream().filter(u -> u.getEvaluation().isPresent())).hasSize(EPOCHS / 4);
        for (DistillationUpdate update : updates) {
            update.getLosses()
                    .ifPresent(
                            losses -> {
                                assertThat(losses.crossEntropy()).isPositive();
                                assertThat(losses.knowledge()).isPositive();
                                assertThat(losses.attention()).hasSize(2);
                                assertThat(losses.attention()[0]).isPositive();
                                assertThat(losses.attention()[1]).isPositive();
                                assertThat(losses.attentionTotal()).isZero();
                            });
            update.getEvaluation()
                    .ifPresent(
                            e -> {
                                assertThat(e.studentAccuracy() * 12 % 1).isZero();
                                assertThat(e.agreement()).isBetween(0.0, 1.0);
                                assertThat(e.studentCalibrationError()).isBetween(0.0, 1.0);
                                assertThat(e.teacherCalibrationError()).isBetween(0.0, 1.0);
                            });
        }
        List<AttentionMapsUpdate> maps = sink.updates(AttentionMapsUpdate.class);
        assertThat(maps).hasSize(EPOCHS);
        AttentionMapsUpdate.Example example = maps.get(0).getExamples().get(1);
        assertThat(example.label()).isEqualTo(1);
        assertThat(example.image().pixels()).hasSize(36);
        AttentionMapsUpdate.Tap tap = example.taps().get(1);
        assertThat(tap.height()).isEqualTo(3);
        assertThat(tap.student()).hasSize(9);
        double norm = 0;
        for (float value : tap.teacher()) {
            norm += value * value;
        }
        assertThat(norm).isCloseTo(1, org.assertj.core.api.Assertions.within(1e-5));
    }
}
