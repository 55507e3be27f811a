/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.sampling;

import java.io.Serializable;
import java.util.Arrays;

/**
 * How much each example matters, as seen in training: a signal α by example, smoothed.
 *
 * <p>On each visit {@code m ← μ m + (1 − μ) α}; the signal is {@code m/(1 − μ^visits)}, without the
 * pull of the start at zero. μ = 0.5 as published.
 */
public final class ExampleSignals implements Serializable {

    /** The published μ. */
    public static final double MOMENTUM = 0.5;

    private static final long serialVersionUID = 1L;

    private final double momentum;
    private final double[] means;
    private final int[] visits;

    /**
     * Nothing seen yet.
     *
     * @param examples number of examples, at least 1
     * @param momentum μ in [0, 1)
     * @throws IllegalArgumentException if one is out of its range
     */
    public ExampleSignals(int examples, double momentum) {
        if (examples < 1) {
            throw new IllegalArgumentException(
                    "signals are of " + examples + " examples, expected at least 1");
        }
        if (!(momentum >= 0 && momentum < 1)) {
            throw new IllegalArgumentException(
                    "momentum is " + momentum + ", expected one in [0, 1)");
        }
        this.momentum = momentum;
        means = new double[examples];
        visits = new int[examples];
    }

    /** Number of examples. */
    public int examples() {
        return means.length;
    }

    /**
     * Takes in what was seen of some examples; numbers that are not finite are left out.
     *
     * @param examples their indices
     * @param signals α of each, at least 0
     * @throws IllegalArgumentException if these are not as many, or an index or signal is out of
     *     its range
     */
    public synchronized void observe(int[] examples, double[] signals) {
        if (examples.length != signals.length) {
            throw new IllegalArgumentException(
                    "signals are "
                            + signals.length
                            + ", expected "
                            + examples.length
                            + " as are examples");
        }
        for (int i = 0; i < examples.length; i++) {
            if (examples[i] < 0 || examples[i] >= means.length) {
                throw new IllegalArgumentException(
                        "example is "
                                + examples[i]
                                + ", expected one in [0, "
                                + means.length
                                + ")");
            }
            if (signals[i] < 0) {
                throw new IllegalArgumentException(
                        "signal of example "
                                + examples[i]
                                + " is "
                                + signals[i]
                                + ", expected at least 0");
            }
            if (Double.isFinite(signals[i])) {
                visits[examples[i]]++;
                means[examples[i]] = momentum * means[examples[i]] + (1 - momentum) * signals[i];
            }
        }
    }

    /**
     * The running means m.
     *
     * @return a copy, by example
     */
    public synchronized double[] means() {
        return means.clone();
    }

    /**
     * The signals {@code m/(1 − μ^visits)}, 0 for examples not yet visited.
     *
     * @return by example
     */
    public synchronized double[] signals() {
        double[] signals = new double[means.length];
        Arrays.setAll(signals, this::signal);
        return signals;
    }

    /**
     * The signal of one example, 0 if it is not yet visited.
     *
     * @param example its index
     */
    public synchronized double signal(int example) {
        return visits[example] == 0
                ? 0
                : means[example] / (1 - Math.pow(momentum, visits[example]));
    }

    /**
     * Whether an example has been seen.
     *
     * @param example its index
     */
    public synchronized boolean isKnown(int example) {
        return visits[example] > 0;
    }
}
