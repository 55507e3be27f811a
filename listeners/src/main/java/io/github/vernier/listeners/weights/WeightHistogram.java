/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.weights;

/**
 * Equal bins over a fixed range; values beyond it fall into the outermost bins, NaN into none.
 *
 * @param bins number of bins
 * @param low lower end of the first
 * @param high upper end of the last
 */
record WeightHistogram(int bins, double low, double high) {

    WeightHistogram {
        if (bins < 1 || !(low < high)) {
            throw new IllegalArgumentException(
                    "histogram has "
                            + bins
                            + " bins over ["
                            + low
                            + ", "
                            + high
                            + "], expected at least 1 bin over a range that is not empty");
        }
    }

    int[] count(double[] values) {
        int[] counts = new int[bins];
        double perBin = bins / (high - low);
        for (double value : values) {
            if (!Double.isNaN(value)) {
                counts[(int) Math.max(0, Math.min(bins - 1, Math.floor((value - low) * perBin)))]++;
            }
        }
        return counts;
    }
}
