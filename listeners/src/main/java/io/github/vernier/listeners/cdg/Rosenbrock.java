/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.cdg;

/**
 * The uncoupled Rosenbrock function {@code Σ_i 100 (x_2i² − x_2i+1)² + (x_2i − 1)²}; minimum 0 at
 * all ones.
 */
public final class Rosenbrock implements Objective {

    /** The function, of points of even length. */
    public Rosenbrock() {}

    /**
     * Value at a point.
     *
     * @throws IllegalArgumentException if the number of coordinates is odd
     */
    @Override
    public double at(double[] x) {
        if (x.length % 2 != 0) {
            throw new IllegalArgumentException(
                    "Rosenbrock's function has " + x.length + " coordinates, expected pairs");
        }
        double sum = 0;
        for (int i = 0; i < x.length; i += 2) {
            double valley = x[i] * x[i] - x[i + 1];
            double along = x[i] - 1;
            sum += 100 * valley * valley + along * along;
        }
        return sum;
    }
}
