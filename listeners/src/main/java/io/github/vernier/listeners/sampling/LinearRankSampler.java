/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.sampling;

import java.io.Serializable;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Drops the examples of the smallest signals for some epochs, by their rank (LinRank).
 *
 * <p>After epoch t of T, of the examples that were in it, the lowest {@code p(t)} percent are
 * dropped, the one of rank r from below, of R dropped, for {@code ceil((R − r)/R · t/T · (b − a) +
 * a)} epochs. p goes linearly from its value at the beginning to that at the end of training; a and
 * b are the delays.
 *
 * <p>Source: fartashf/gvar_code (LinRank); that ranks are among the examples of the epoch is our
 * reading.
 */
public final class LinearRankSampler extends SignalSampler {

    private static final long serialVersionUID = 1L;

    private final Range percent;
    private final Range delay;
    private final int epochs;
    private final int[] delays;
    private int done;

    /**
     * A quantity that changes linearly.
     *
     * @param start value at the beginning, at least 0
     * @param end value at the end, at least 0
     */
    public record Range(double start, double end) implements Serializable {

        /**
         * Checks the values.
         *
         * @throws IllegalArgumentException if one is negative
         */
        public Range {
            if (!(start >= 0 && end >= 0)) {
                throw new IllegalArgumentException(
                        "range is " + start + " to " + end + ", expected at least 0");
            }
        }

        private double at(double progress) {
            return start + progress * (end - start);
        }
    }

    /**
     * A sampler.
     *
     * @param signals where signals are kept
     * @param percent percents to drop, each at most 100
     * @param delay delays a and b in epochs
     * @param epochs epochs of training T, at least 1
     * @param least least number of examples in an epoch
     * @param seed seed of the order in an epoch
     * @throws IllegalArgumentException if one is out of its range
     */
    public LinearRankSampler(
            ExampleSignals signals, Range percent, Range delay, int epochs, int least, long seed) {
        super(signals, least, seed);
        if (percent.start() > 100 || percent.end() > 100) {
            throw new IllegalArgumentException(
                    "percents to drop are " + percent + ", expected at most 100");
        }
        if (epochs < 1) {
            throw new IllegalArgumentException("epochs are " + epochs + ", expected at least 1");
        }
        this.percent = percent;
        this.delay = delay;
        this.epochs = epochs;
        delays = new int[signals.examples()];
    }

    @Override
    protected void schedule(int[] active) {
        done++;
        double progress = Math.min(1, (double) done / epochs);
        int[] byRank =
                IntStream.of(active)
                        .boxed()
                        .filter(signals()::isKnown)
                        .sorted(Comparator.comparingDouble(signals()::signal))
                        .mapToInt(i -> i)
                        .toArray();
        int dropped = (int) (percent.at(progress) / 100 * byRank.length);
        for (int i : active) {
            delays[i] = 0;
        }
        for (int rank = 0; rank < dropped; rank++) {
            double part = (double) (dropped - rank) / dropped;
            delays[byRank[rank]] =
                    (int)
                            Math.ceil(
                                    part * progress * (delay.end() - delay.start())
                                            + delay.start());
        }
    }

    @Override
    protected double ticks(int example) {
        return delays[example] + 1.0;
    }

    /**
     * Epochs for which an example is dropped, as last decided.
     *
     * @param example its index
     */
    public synchronized int delay(int example) {
        return delays[example];
    }
}
