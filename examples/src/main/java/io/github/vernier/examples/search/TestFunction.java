/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.search;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Functions that searches are compared on, with known minima (Surjanovic and Bingham, "Virtual
 * Library of Simulation Experiments", test functions).
 */
enum TestFunction {
    /** Two variables, three equal minima. */
    BRANIN("Branin", 0.39788735772973816, TestFunction::branin, new double[] {-5, 0}, 10, 15),
    /** Six variables, six minima, one of them the least. */
    HARTMANN6("Hartmann-6", -3.322368011415514, TestFunction::hartmann6, new double[6], ones(6)),
    /** Four variables, a curved valley. */
    ROSENBROCK4("Rosenbrock-4", 0, TestFunction::rosenbrock, filled(4, -5), filled(4, 10));

    private static final double[] ALPHA = {1.0, 1.2, 3.0, 3.2};

    private static final double[][] A = {
        {10, 3, 17, 3.5, 1.7, 8},
        {0.05, 10, 17, 0.1, 8, 14},
        {3, 3.5, 1.7, 10, 17, 8},
        {17, 8, 0.05, 10, 0.1, 14}
    };

    private static final double[][] P = {
        {0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886},
        {0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991},
        {0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.6650},
        {0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381}
    };

    private final String title;
    private final double minimum;
    private final ToDoubleFunction<double[]> function;
    private final double[] low;
    private final double[] high;

    TestFunction(
            String title,
            double minimum,
            ToDoubleFunction<double[]> function,
            double[] low,
            double... high) {
        this.title = title;
        this.minimum = minimum;
        this.function = function;
        this.low = low;
        this.high = high;
    }

    String title() {
        return title;
    }

    double minimum() {
        return minimum;
    }

    int dimension() {
        return low.length;
    }

    double low(int variable) {
        return low[variable];
    }

    double high(int variable) {
        return high[variable];
    }

    double at(double[] x) {
        return function.applyAsDouble(x);
    }

    private static double branin(double[] x) {
        double b = 5.1 / (4 * Math.PI * Math.PI);
        double c = 5 / Math.PI;
        double t = 1 / (8 * Math.PI);
        double valley = x[1] - b * x[0] * x[0] + c * x[0] - 6;
        return valley * valley + 10 * (1 - t) * Math.cos(x[0]) + 10;
    }

    private static double hartmann6(double[] x) {
        return -IntStream.range(0, ALPHA.length)
                .mapToDouble(
                        i -> {
                            double distance =
                                    IntStream.range(0, x.length)
                                            .mapToDouble(
                                                    j ->
                                                            A[i][j]
                                                                    * (x[j] - P[i][j])
                                                                    * (x[j] - P[i][j]))
                                            .sum();
                            return ALPHA[i] * Math.exp(-distance);
                        })
                .sum();
    }

    private static double rosenbrock(double[] x) {
        return IntStream.range(0, x.length - 1)
                .mapToDouble(
                        i -> {
                            double curve = x[i + 1] - x[i] * x[i];
                            return 100 * curve * curve + (1 - x[i]) * (1 - x[i]);
                        })
                .sum();
    }

    private static double[] ones(int n) {
        return filled(n, 1);
    }

    private static double[] filled(int n, double value) {
        double[] filled = new double[n];
        Arrays.fill(filled, value);
        return filled;
    }
}
