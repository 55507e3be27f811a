/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.sampling;

import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Leaves examples of small signals out, each time for twice as long (ExpSnooze).
 *
 * <p>After each epoch, every example of it with a signal below τ is snoozed: its count d goes up by
 * 1, and it is back after 2^d ticks. Others have d = 0 and are back at the next tick; those of them
 * that had been snoozed are bumped. Time ticks at least once an epoch. Examples count 1 each, so
 * the mean gradient is biased.
 *
 * <p>Source: fartashf/gvar_code (ExpSnooze schedulers).
 */
public final class SnoozeSampler extends SignalSampler {

    private static final long serialVersionUID = 1L;

    /** Longer than any training, and short enough to be counted. */
    private static final int MOST_SNOOZES = 30;

    private final SnoozeThreshold threshold;
    private final int[] snoozes;
    private int epochs;
    private int bumped;
    private double bumpedShare;

    /**
     * A sampler.
     *
     * @param signals where signals are kept
     * @param threshold which signals are small
     * @param least least number of examples in an epoch
     * @param seed seed of the order in an epoch
     */
    public SnoozeSampler(ExampleSignals signals, SnoozeThreshold threshold, int least, long seed) {
        super(signals, least, seed);
        this.threshold = Objects.requireNonNull(threshold, "threshold must be given");
        snoozes = new int[signals.examples()];
    }

    @Override
    protected void schedule(int[] active) {
        epochs++;
        double tau =
                threshold.of(
                        new SnoozeThreshold.Epoch(
                                IntStream.of(active)
                                        .mapToDouble(signals()::signal)
                                        .sorted()
                                        .toArray(),
                                epochs,
                                bumpedShare));
        bumped = 0;
        for (int i : active) {
            // Nothing is known of an example that training did not reach.
            if (signals().isKnown(i) && signals().signal(i) < tau) {
                snoozes[i] = Math.min(snoozes[i] + 1, MOST_SNOOZES);
            } else {
                bumped += snoozes[i] > 0 ? 1 : 0;
                snoozes[i] = 0;
            }
        }
        bumpedShare = (double) bumped / active.length;
    }

    @Override
    protected double ticks(int example) {
        return Math.pow(2, snoozes[example]);
    }

    /**
     * How often an example was snoozed in a row.
     *
     * @param example its index
     */
    public synchronized int snoozes(int example) {
        return snoozes[example];
    }

    /** Number of examples that were no longer snoozed after the last epoch. */
    public synchronized int bumped() {
        return bumped;
    }
}
