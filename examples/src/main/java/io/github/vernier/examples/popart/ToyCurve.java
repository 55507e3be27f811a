/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.popart;

import java.util.Arrays;
import java.util.List;

/**
 * Errors over time: of each repetition the average over ten samples, of those averages median and
 * percentiles over repetitions.
 *
 * @param median for each window of ten samples
 * @param low 10th percentile
 * @param high 90th percentile
 */
record ToyCurve(double[] median, double[] low, double[] high) {

    private static final int WINDOW = 10;
    private static final int END = 500;

    /**
     * Summarizes repetitions.
     *
     * @param errors of each repetition, in time
     */
    static ToyCurve of(List<double[]> errors) {
        List<double[]> averages = errors.stream().map(ToyCurve::average).toList();
        int length = averages.get(0).length;
        ToyCurve curve = new ToyCurve(new double[length], new double[length], new double[length]);
        for (int i = 0; i < length; i++) {
            int at = i;
            double[] values = averages.stream().mapToDouble(a -> a[at]).sorted().toArray();
            curve.median[i] = quantile(values, 0.5);
            curve.low[i] = quantile(values, 0.1);
            curve.high[i] = quantile(values, 0.9);
        }
        return curve;
    }

    private static double[] average(double[] errors) {
        double[] averages = new double[errors.length - WINDOW + 1];
        for (int i = 0; i < averages.length; i++) {
            averages[i] = Arrays.stream(errors, i, i + WINDOW).average().orElseThrow();
        }
        return averages;
    }

    /** Linear between the sorted values, as NumPy's. */
    private static double quantile(double[] sorted, double share) {
        double position = share * (sorted.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }

    /** Mean over time of the median. */
    double meanOfMedian() {
        return Arrays.stream(median).average().orElseThrow();
    }

    /** Median over the last 500 windows of the median. */
    double end() {
        double[] last = Arrays.copyOfRange(median, median.length - END, median.length);
        Arrays.sort(last);
        return quantile(last, 0.5);
    }
}
