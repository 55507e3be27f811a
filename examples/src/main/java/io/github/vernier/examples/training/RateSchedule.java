/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.training;

import java.util.List;

/** A learning rate that changes from epoch to epoch; epochs count from 0. */
public sealed interface RateSchedule {

    /**
     * Rate during an epoch.
     *
     * @param epoch from 0
     * @param epochs length of the training
     */
    double rate(int epoch, int epochs);

    /**
     * The same shape for another length.
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
        public double rate(int epoch, int epochs) {
            double rate = initial;
            for (int milestone : milestones) {
                rate = epoch >= milestone ? rate * factor : rate;
            }
            return rate;
        }

        @Override
        public Steps scaled(int from, int to) {
            return new Steps(
                    initial,
                    factor,
                    milestones.stream().map(m -> Math.floorDiv(m * to + from - 1, from)).toList());
        }
    }

    /**
     * {@code initial/2 (1 + cos(pi e / E))}.
     *
     * @param initial first rate
     */
    record Cosine(double initial) implements RateSchedule {
        @Override
        public double rate(int epoch, int epochs) {
            return initial / 2 * (1 + Math.cos(Math.PI * epoch / epochs));
        }

        @Override
        public Cosine scaled(int from, int to) {
            return this;
        }
    }

    /**
     * {@code peak (e + 1) / w} for the first w epochs, then {@code peak/2 (1 + cos(pi (e - w + 1) /
     * (E - w + 1)))}.
     *
     * @param peak greatest rate
     * @param warmUp w, at least 1
     */
    record WarmUpCosine(double peak, int warmUp) implements RateSchedule {
        @Override
        public double rate(int epoch, int epochs) {
            if (epoch < warmUp) {
                return peak * (epoch + 1) / warmUp;
            }
            int before = warmUp - 1;
            return peak / 2 * (1 + Math.cos(Math.PI * (epoch - before) / (epochs - before)));
        }

        @Override
        public WarmUpCosine scaled(int from, int to) {
            return new WarmUpCosine(
                    peak, Math.max(1, Math.toIntExact(Math.round((double) warmUp * to / from))));
        }
    }
}
