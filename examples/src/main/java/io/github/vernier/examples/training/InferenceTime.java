/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.training;

import io.github.vernier.examples.data.ImageIterator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Milliseconds per image at inference: the median over minibatches, after a warm-up.
 *
 * <p>The networks take turns, minibatch by minibatch, so that whatever else the machine does slows
 * all of them alike.
 */
public final class InferenceTime {

    private static final int WARM_UP = 5;
    private static final int ROUNDS = 30;
    private static final double NANOSECONDS_PER_MILLISECOND = 1e6;

    private InferenceTime() {}

    /**
     * Says how it is measured.
     *
     * @param batch images per minibatch
     */
    public static String describe(int batch) {
        return "median of "
                + ROUNDS
                + " forward passes of "
                + batch
                + " images, after a warm-up, the models taking turns";
    }

    /**
     * Measures networks against each other.
     *
     * @param networks to be measured
     * @param images minibatches; the first is used
     * @param stop may end it
     * @return one time for each network
     */
    static double[] of(List<Network> networks, ImageIterator images, Stop stop) {
        images.reset();
        INDArray batch = images.next().getFeatures();
        List<double[]> times = new ArrayList<>();
        networks.forEach(network -> times.add(new double[ROUNDS]));
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            for (int i = 0; i < networks.size(); i++) {
                stop.check();
                long begin = System.nanoTime();
                networks.get(i).output(batch);
                double time = System.nanoTime() - begin;
                if (round >= 0) {
                    times.get(i)[round] = time / NANOSECONDS_PER_MILLISECOND / batch.size(0);
                }
            }
        }
        return times.stream().mapToDouble(InferenceTime::median).toArray();
    }

    private static double median(double[] times) {
        Arrays.sort(times);
        int middle = times.length / 2;
        return times.length % 2 == 1 ? times[middle] : (times[middle - 1] + times[middle]) / 2;
    }
}
