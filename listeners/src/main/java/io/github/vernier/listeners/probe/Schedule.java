/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.probe;

/**
 * When a probe measures.
 *
 * <p>A schedule may remember; give every probe its own.
 */
@FunctionalInterface
public interface Schedule {

    /**
     * What a schedule knows when it decides; asked once for every iteration, before its update.
     *
     * @param iteration iterations done before this one
     * @param epoch epochs done before this one
     * @param firstOfEpoch whether this is the first iteration of an epoch the probe sees
     * @param elapsedNanos time in epochs since the probe was added, its measurements included
     * @param probeNanos how much the probe's measurements took
     */
    record Tick(
            int iteration, int epoch, boolean firstOfEpoch, long elapsedNanos, long probeNanos) {}

    /**
     * Whether to measure now.
     *
     * @param tick now
     */
    boolean due(Tick tick);

    /**
     * Every n-th iteration, beginning with the first of training.
     *
     * @param n at least 1
     */
    static Schedule every(int n) {
        return every(n, 0);
    }

    /**
     * Every n-th iteration.
     *
     * @param n at least 1
     * @param offset first iteration to measure at
     */
    static Schedule every(int n, int offset) {
        if (n < 1 || offset < 0) {
            throw new IllegalArgumentException(
                    "schedule is every " + n + " from " + offset + ", expected n >= 1, from >= 0");
        }
        return tick -> tick.iteration() >= offset && (tick.iteration() - offset) % n == 0;
    }

    /** The first iteration of every epoch. */
    static Schedule everyEpoch() {
        return Tick::firstOfEpoch;
    }

    /**
     * Iterations 0, 1 and then spaced evenly on a logarithmic scale: dense at the beginning, where
     * training changes fastest.
     *
     * @param perDecade measurements for each tenfold of iterations, at least 1
     */
    static Schedule logarithmic(int perDecade) {
        if (perDecade < 1) {
            throw new IllegalArgumentException(
                    "schedule has " + perDecade + " measurements per decade, expected at least 1");
        }
        return tick -> {
            int i = tick.iteration();
            return i <= 1 || step(i, perDecade) != step(i - 1, perDecade);
        };
    }

    private static long step(int iteration, int perDecade) {
        return (long) Math.floor(Math.log10(iteration) * perDecade + 1e-9);
    }

    /**
     * As often as a share of the time allows: measures whenever measurements have so far taken less
     * than their share.
     *
     * @param share share of all time that measurements may take, in (0, 1)
     */
    static Schedule timeShare(double share) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException(
                    "schedule has a time share of " + share + ", expected one in (0, 1)");
        }
        return tick -> tick.probeNanos() <= share * tick.elapsedNanos();
    }

    /**
     * When this and another schedule agree, such as {@code every(10).and(timeShare(0.05))}.
     *
     * @param other another schedule
     */
    default Schedule and(Schedule other) {
        return tick -> due(tick) & other.due(tick);
    }
}
