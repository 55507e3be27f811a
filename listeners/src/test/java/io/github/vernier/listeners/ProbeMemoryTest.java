/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vernier.layers.binary.activation.ActivationSign;
import io.github.vernier.layers.binary.estimator.SignEstimators;
import io.github.vernier.listeners.probe.NoisyNetworks;
import io.github.vernier.listeners.probe.Probe;
import io.github.vernier.listeners.record.RecordSink;
import io.github.vernier.listeners.record.VernierRecord;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * With all probes at their default schedules memory stays where it is. {@code
 * -Dvernier.iterations=20000} trains for longer.
 */
class ProbeMemoryTest {

    private static final int WARM_UP = 400;
    private static final int ITERATIONS = Integer.getInteger("vernier.iterations", 2000);
    private static final int PER_EPOCH = 10;
    private static final long MOST_OFF_HEAP = 1 << 20;
    private static final long MOST_HEAP = 3 << 20;

    /** Counts and keeps nothing. */
    private static final class Counter implements RecordSink {

        private final AtomicLong updates = new AtomicLong();

        @Override
        public void putStaticInfo(VernierRecord info) {
            updates.incrementAndGet();
        }

        @Override
        public void putUpdate(VernierRecord update) {
            updates.incrementAndGet();
        }
    }

    /** Bytes in use once everything unreachable is gone. */
    private record Memory(long heap, long offHeap) {

        static Memory now() throws InterruptedException {
            Memory least = new Memory(Long.MAX_VALUE, Long.MAX_VALUE);
            // Native memory goes after the arrays that own it, by a thread of its own.
            for (int i = 0; i < 10; i++) {
                System.gc();
                Thread.sleep(100);
                Runtime runtime = Runtime.getRuntime();
                least =
                        new Memory(
                                Math.min(least.heap, runtime.totalMemory() - runtime.freeMemory()),
                                Math.min(
                                        least.offHeap, Nd4j.getMemoryManager().allocatedMemory(0)));
            }
            return least;
        }
    }

    @Test
    void stays() throws InterruptedException {
        MultiLayerNetwork network =
                NoisyNetworks.chain(
                        1,
                        DataType.FLOAT,
                        new ConvolutionLayer.Builder(3, 3)
                                .name("conv")
                                .nOut(3)
                                .activation(new ActivationSign(SignEstimators.named("ste-sign")))
                                .build(),
                        new OutputLayer.Builder(LossFunction.MCXENT)
                                .name("out")
                                .nOut(NoisyNetworks.CLASSES)
                                .activation(Activation.SOFTMAX)
                                .build());
        Counter records = new Counter();
        List<Probe> probes = AllProbes.byDefault(records);
        network.setListeners(probes.toArray(TrainingListener[]::new));
        DataSetIterator data = NoisyNetworks.iterator(21, DataType.FLOAT, 4 * PER_EPOCH);
        network.fit(data, WARM_UP / PER_EPOCH);
        Memory before = Memory.now();
        long recordsBefore = records.updates.get();
        network.fit(data, ITERATIONS / PER_EPOCH);
        Memory after = Memory.now();
        assertThat(probes).allSatisfy(probe -> assertThat(probe.getFailure()).isNull());
        assertThat(records.updates.get() - recordsBefore).isGreaterThan(ITERATIONS / PER_EPOCH);
        assertThat(after.offHeap - before.offHeap).isLessThan(MOST_OFF_HEAP);
        assertThat(after.heap - before.heap).isLessThan(MOST_HEAP);
    }
}
