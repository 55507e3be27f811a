/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.probe;

import com.sun.management.OperatingSystemMXBean;
import io.github.vernier.listeners.probe.Probe;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.OptionalDouble;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * What a listener costs: training with it beside training without it.
 *
 * @param name of the listener
 * @param time on the clock
 * @param work of the processors for this program, which other programs disturb less
 * @param measuring seconds the probe says it measured; absent if it does not say
 * @param failed whether it gave up
 */
record Overhead(String name, Ratios time, Ratios work, OptionalDouble measuring, boolean failed) {

    /**
     * Trains two equal networks, an epoch of each in turn, after one of a third that does not
     * count.
     *
     * @param name of the listener
     * @param configuration of the networks
     * @param listener the listener
     * @param data minibatches
     * @param rounds how many epochs of each
     */
    static Overhead measure(
            String name,
            MultiLayerConfiguration configuration,
            TrainingListener listener,
            DataSetIterator data,
            int rounds) {
        MultiLayerNetwork without = network(configuration);
        MultiLayerNetwork with = network(configuration);
        with.setListeners(listener);
        // The virtual machine and memory are warm afterwards, the probe is not.
        seconds(network(configuration), data);
        double[][] time = new double[2][rounds];
        double[][] work = new double[2][rounds];
        for (int i = 0; i < rounds; i++) {
            // In turn, so that neither always goes first.
            for (int turn = 0; turn < 2; turn++) {
                int which = (i + turn) % 2;
                long workBefore = processorNanos();
                time[which][i] = seconds(which == 0 ? without : with, data);
                work[which][i] = (processorNanos() - workBefore) / 1e9;
            }
        }
        boolean isProbe = listener instanceof Probe;
        return new Overhead(
                name,
                new Ratios(time[1], time[0]),
                new Ratios(work[1], work[0]),
                isProbe
                        ? OptionalDouble.of(((Probe) listener).getSeconds())
                        : OptionalDouble.empty(),
                isProbe && !((Probe) listener).isActive());
    }

    private static MultiLayerNetwork network(MultiLayerConfiguration configuration) {
        MultiLayerNetwork network = new MultiLayerNetwork(configuration.clone());
        network.init();
        return network;
    }

    private static double seconds(MultiLayerNetwork network, DataSetIterator data) {
        data.reset();
        long start = System.nanoTime();
        network.fit(data);
        return (System.nanoTime() - start) / 1e9;
    }

    private static long processorNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    /**
     * Seconds with over seconds without, round by round.
     *
     * @param with of each round
     * @param without of each round
     */
    record Ratios(double[] with, double[] without) {

        /** Of each round. */
        double[] each() {
            double[] each = new double[with.length];
            Arrays.setAll(each, i -> with[i] / without[i]);
            return each;
        }

        /** Median of the rounds. */
        double median() {
            double[] sorted = each();
            Arrays.sort(sorted);
            int half = sorted.length / 2;
            return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
        }

        /** Of all rounds together, in which rare measurements count in full. */
        double total() {
            return Arrays.stream(with).sum() / Arrays.stream(without).sum();
        }
    }
}
