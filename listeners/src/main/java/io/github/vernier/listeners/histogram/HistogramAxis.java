/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.histogram;

/**
 * Equal bins over a range; values beyond it fall into the outermost bins.
 *
 * @param bins number of bins, at least 1
 * @param low lower end of the first bin
 * @param high upper end of the last bin, above {@code low}
 */
public record HistogramAxis(int bins, double low, double high) {

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if there are no bins or the range is empty
     */
    public HistogramAxis {
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

    /**
     * The bin of a number.
     *
     * @param value number, not NaN
     * @return bin, from 0
     */
    public int bin(double value) {
        double position = (value - low) / (high - low) * bins;
        return (int) Math.max(0, Math.min(bins - 1, position));
    }

    /**
     * Counts numbers.
     *
     * @param values numbers; NaN counts nowhere
     * @return how many are in each bin
     */
    public int[] count(double[] values) {
        int[] counts = new int[bins];
        for (double value : values) {
            if (!Double.isNaN(value)) {
                counts[bin(value)]++;
            }
        }
        return counts;
    }
}
