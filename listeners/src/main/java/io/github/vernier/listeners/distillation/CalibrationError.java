/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.distillation;

import io.github.vernier.listeners.record.DistillationUpdate.Reliability;

/**
 * Expected calibration error: {@code sum over bins of (n_b/N)·|accuracy_b − mean confidence_b|}.
 *
 * <p>15 bins of equal width in (0, 1], of the confidence in the most probable class (Guo et al.,
 * "On calibration of modern neural networks", section 3).
 */
final class CalibrationError {

    private static final int BINS = 15;

    private final double[] confidence = new double[BINS];
    private final long[] right = new long[BINS];
    private final long[] counts = new long[BINS];
    private long count;

    void add(double confidenceOfAnswer, boolean correct) {
        int bin = Math.min(BINS - 1, Math.max(0, (int) Math.ceil(confidenceOfAnswer * BINS) - 1));
        confidence[bin] += confidenceOfAnswer;
        right[bin] += correct ? 1 : 0;
        counts[bin]++;
        count++;
    }

    /** What the error is made of. */
    Reliability reliability() {
        double[] examples = new double[BINS];
        double[] meanConfidence = new double[BINS];
        double[] accuracy = new double[BINS];
        for (int i = 0; i < BINS; i++) {
            examples[i] = counts[i];
            meanConfidence[i] = confidence[i] / counts[i];
            accuracy[i] = (double) right[i] / counts[i];
        }
        return new Reliability(examples, meanConfidence, accuracy);
    }

    /** The error in [0, 1], NaN without examples. */
    double value() {
        double sum = 0;
        for (int i = 0; i < BINS; i++) {
            sum += Math.abs(right[i] - confidence[i]);
        }
        return sum / count;
    }
}
