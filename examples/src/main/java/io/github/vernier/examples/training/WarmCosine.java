/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.training;

import java.util.HashMap;
import java.util.Map;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/**
 * A learning rate that rises to its peak and falls along a cosine.
 *
 * <p>At share s of the training, with warm-up share w and floor f: {@code peak·s/w} up to w, then
 * {@code peak·(f + (1-f)·(1 + cos(π(s-w)/(1-w)))/2)}. In steps of a hundredth of the training, as a
 * {@link MapSchedule}, so that a stock DL4J reads a model that was being trained with it.
 *
 * <p>Source of the cosine: Loshchilov and Hutter, "SGDR", 2017, equation 5, without restarts.
 */
final class WarmCosine {

    private static final int STEPS = 100;
    private static final double WARM_UP = 0.05;
    private static final double FLOOR = 0.01;

    private WarmCosine() {}

    /**
     * The schedule.
     *
     * @param peak greatest rate
     * @param iterations length of the training
     */
    static ISchedule of(double peak, int iterations) {
        Map<Integer, Double> rates = new HashMap<>();
        int steps = Math.min(STEPS, iterations);
        for (int step = 0; step < steps; step++) {
            int from = (int) ((long) step * iterations / steps);
            rates.put(from, peak * factor((step + 0.5) / steps));
        }
        return new MapSchedule(ScheduleType.ITERATION, rates);
    }

    /** What is left of the peak at the end. */
    static double last(double peak) {
        return peak * FLOOR;
    }

    private static double factor(double share) {
        if (share < WARM_UP) {
            return share / WARM_UP;
        }
        double position = (share - WARM_UP) / (1 - WARM_UP);
        return FLOOR + (1 - FLOOR) * (1 + Math.cos(Math.PI * position)) / 2;
    }
}
