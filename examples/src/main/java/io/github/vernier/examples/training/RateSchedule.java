/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.training;

import io.github.vernier.layers.updater.WarmupCosine;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/** A learning rate that changes from epoch to epoch; epochs count from 0. */
public sealed interface RateSchedule {

    /**
     * The rate by epoch.
     *
     * @param epochs length of the training
     */
    ISchedule schedule(int epochs);

    /**
     * The same shape for another length: what happens at a share of the training happens at that
     * share.
     *
     * @param from length it was made for
     * @param to new length
     */
    RateSchedule scaled(int from, int to);

    /**
     * {@code initial * factor^(number of milestones reached)}.
     *
     * @param initial first rate
     * @param factor what each milestone multiplies it by
     * @param milestones epochs
     */
    record Steps(double initial, double factor, List<Integer> milestones) implements RateSchedule {

        /** Copies the list. */
        public Steps {
            milestones = List.copyOf(milestones);
        }

        @Override
        public ISchedule schedule(int epochs) {
            Map<Integer, Double> rates = new HashMap<>();
            double rate = initial;
            rates.put(0, rate);
            for (int milestone : milestones) {
                rate *= factor;
                rates.put(milestone, rate);
            }
            return new MapSchedule(ScheduleType.EPOCH, rates);
        }

        @Override
        public Steps scaled(int from, int to) {
            return new Steps(
                    initial,
                    factor,
                    milestones.stream().map(m -> (m * to + from - 1) / from).toList());
        }
    }

    /**
     * A rise over some epochs, if any, and half a cosine; see {@link WarmupCosine}.
     *
     * @param peak greatest rate
     * @param warmup epochs of rise
     */
    record Cosine(double peak, int warmup) implements RateSchedule {
        @Override
        public ISchedule schedule(int epochs) {
            return new WarmupCosine(peak, warmup, epochs);
        }

        @Override
        public Cosine scaled(int from, int to) {
            return new Cosine(peak, Math.toIntExact(Math.round((double) warmup * to / from)));
        }
    }
}
