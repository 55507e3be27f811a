/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.variance;

/** Sum of logarithms of positive numbers, by one logarithm for many of them. */
final class LogSum {

    private static final double LARGE = 1e100;
    private static final double SMALL = 1e-100;

    private double sum;
    private double product = 1;

    /** Adds {@code log(value)}; value in about 1e-200 to 1e200. */
    void add(double value) {
        product *= value;
        if (!(product < LARGE && product > SMALL)) {
            sum += Math.log(product);
            product = 1;
        }
    }

    double value() {
        return sum + Math.log(product);
    }
}
