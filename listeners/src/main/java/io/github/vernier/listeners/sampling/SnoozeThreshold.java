/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.sampling;

import java.io.Serializable;
import java.util.stream.DoubleStream;

/** The signal τ below which a {@link SnoozeSampler} snoozes an example, decided every epoch. */
@FunctionalInterface
public interface SnoozeThreshold extends Serializable {

    /**
     * What a threshold knows.
     *
     * @param signals signals of the examples of the epoch, ascending, at least one
     * @param epoch epochs done, from 1
     * @param bumped share of the epoch's examples that had been snoozed before and were no longer
     *     by the last threshold; 0 at first
     */
    record Epoch(double[] signals, int epoch, double bumped) {

        double mean() {
            return DoubleStream.of(signals).average().orElseThrow();
        }

        /** By n − 1; 0 of a single signal. */
        double deviation() {
            double mean = mean();
            double sum = DoubleStream.of(signals).map(s -> (s - mean) * (s - mean)).sum();
            return Math.sqrt(sum / Math.max(signals.length - 1, 1));
        }

        /** The percentile, between neighbours by a line. */
        double percentile(double percent) {
            double place = percent / 100 * (signals.length - 1);
            int below = (int) Math.floor(place);
            int above = Math.min(below + 1, signals.length - 1);
            return signals[below] + (place - below) * (signals[above] - signals[below]);
        }
    }

    /**
     * τ of an epoch.
     *
     * @param epoch what is known
     */
    double of(Epoch epoch);

    /**
     * Always the same.
     *
     * @param tau τ
     */
    static SnoozeThreshold constant(double tau) {
        return epoch -> tau;
    }

    /**
     * A part of the median.
     *
     * @param part factor
     */
    static SnoozeThreshold partOfMedian(double part) {
        return partOfPercentile(part, 50);
    }

    /**
     * A part of the mean.
     *
     * @param part factor
     */
    static SnoozeThreshold partOfMean(double part) {
        return epoch -> part * epoch.mean();
    }

    /**
     * A part of a percentile.
     *
     * @param part factor
     * @param percent in [0, 100]
     */
    static SnoozeThreshold partOfPercentile(double part, double percent) {
        checkPercent(percent);
        return epoch -> part * epoch.percentile(percent);
    }

    /**
     * A percentile that adapts: it grows by a step each epoch, and shrinks by one when more than 2
     * % were bumped.
     *
     * @param start percent at first, in [0, 100]
     * @param step step in percent, above 0
     */
    static SnoozeThreshold adaptivePercentile(double start, double step) {
        return new AdaptivePercentile(start, step);
    }

    /**
     * Decays or grows in ever longer steps: {@code τ f^(2^(epoch/period) − 1)}.
     *
     * @param tau τ at first
     * @param factor f; published 0.1 to decay, 10 to grow
     * @param period period in epochs, above 0
     */
    static SnoozeThreshold exponential(double tau, double factor, double period) {
        if (!(period > 0)) {
            throw new IllegalArgumentException("period is " + period + ", expected above 0");
        }
        return epoch -> tau * Math.pow(factor, Math.pow(2, epoch.epoch() / period) - 1);
    }

    /**
     * The mean less some standard deviations.
     *
     * @param deviations how many
     */
    static SnoozeThreshold belowMean(double deviations) {
        return epoch -> epoch.mean() - deviations * epoch.deviation();
    }

    /**
     * The same of logarithms, of signals above e⁻²⁰.
     *
     * @param deviations how many standard deviations
     */
    static SnoozeThreshold belowLogMean(double deviations) {
        return epoch -> {
            double[] logs =
                    DoubleStream.of(epoch.signals()).map(Math::log).filter(s -> s > -20).toArray();
            if (logs.length == 0) {
                return 0;
            }
            Epoch logarithms = new Epoch(logs, epoch.epoch(), epoch.bumped());
            return Math.exp(logarithms.mean() - deviations * logarithms.deviation());
        };
    }

    /**
     * The signal at which the cumulative sum of the smallest reaches a share of all.
     *
     * <p>The reference looks its place up in signals that are not sorted, which is not repeated
     * here.
     *
     * @param share share in [0, 1]
     */
    static SnoozeThreshold cumulativeShare(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("share is " + share + ", expected one in [0, 1]");
        }
        return epoch -> {
            double total = DoubleStream.of(epoch.signals()).sum();
            double sum = 0;
            for (double signal : epoch.signals()) {
                sum += signal;
                if (sum >= share * total) {
                    return signal;
                }
            }
            return epoch.signals()[epoch.signals().length - 1];
        };
    }

    private static void checkPercent(double percent) {
        if (!(percent >= 0 && percent <= 100)) {
            throw new IllegalArgumentException(
                    "percentile is " + percent + ", expected one in [0, 100]");
        }
    }

    /** See {@link #adaptivePercentile}. */
    final class AdaptivePercentile implements SnoozeThreshold {

        private static final long serialVersionUID = 1L;
        private static final double MOST_BUMPED = 0.02;

        private final double step;
        private double percent;

        private AdaptivePercentile(double start, double step) {
            checkPercent(start);
            if (!(step > 0)) {
                throw new IllegalArgumentException("step is " + step + ", expected above 0");
            }
            this.step = step;
            percent = start;
        }

        @Override
        public double of(Epoch epoch) {
            if (epoch.epoch() > 1) {
                percent += epoch.bumped() > MOST_BUMPED ? -step : step;
                percent = Math.max(0, Math.min(100, percent));
            }
            return epoch.percentile(percent);
        }
    }
}
