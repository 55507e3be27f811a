/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.training;

import io.github.vernier.listeners.record.TrainingUpdate.Speed;

/** How fast training is, and how long it will take. */
final class Pace {

    private static final double NANOS = 1e9;

    /** Share of the latest interval in the average that the time to the end is told by. */
    private static final double WEIGHT = 0.05;

    private final int epochs;
    private long lastNanos;
    private long iterations;
    private long examples;
    private double average = Double.NaN;
    private int firstEpoch = -1;
    private long iterationsOfFirstEpoch;
    private long inEpoch;
    private int epoch = -1;

    Pace(int epochs) {
        this.epochs = epochs;
    }

    /** Counts an iteration. */
    void step(int nowEpoch, int batch) {
        if (nowEpoch != epoch) {
            if (firstEpoch < 0) {
                firstEpoch = nowEpoch;
            } else if (iterationsOfFirstEpoch == 0 && nowEpoch == firstEpoch + 1) {
                iterationsOfFirstEpoch = inEpoch;
            }
            epoch = nowEpoch;
            inEpoch = 0;
        }
        inEpoch++;
        iterations++;
        examples += batch;
    }

    /** The speed since the last call. */
    Speed measure(long nanos) {
        Speed speed = lastNanos == 0 ? Speed.UNKNOWN : since((nanos - lastNanos) / NANOS);
        lastNanos = nanos;
        iterations = 0;
        examples = 0;
        return speed;
    }

    private Speed since(double seconds) {
        if (seconds <= 0) {
            return Speed.UNKNOWN;
        }
        double each = seconds / iterations;
        average = Double.isNaN(average) ? each : (1 - WEIGHT) * average + WEIGHT * each;
        return new Speed(iterations / seconds, examples / seconds, remaining());
    }

    /** By the length of the first whole epoch. */
    private double remaining() {
        if (epochs == 0 || iterationsOfFirstEpoch == 0) {
            return Double.NaN;
        }
        long left = (firstEpoch + epochs - epoch) * iterationsOfFirstEpoch - inEpoch;
        return Math.max(0, left) * average;
    }
}
