/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary;

/** Quantiles by selection: linear time, no sorting. */
final class Quantile {

    private Quantile() {}

    /**
     * The p-quantile, linear between the two nearest values (position {@code p (n - 1)}).
     *
     * @param values at least one; their order changes
     */
    static double of(double[] values, double p) {
        double position = p * (values.length - 1);
        int below = (int) Math.floor(position);
        double lower = select(values, below);
        if (position == below) {
            return lower;
        }
        // Selection leaves the greater values behind the selected one.
        double upper = values[below + 1];
        for (int i = below + 2; i < values.length; i++) {
            upper = Math.min(upper, values[i]);
        }
        return lower + (position - below) * (upper - lower);
    }

    /** The k-th smallest value; smaller ones end before it, greater ones behind. */
    private static double select(double[] a, int k) {
        int from = 0;
        int to = a.length - 1;
        while (from < to) {
            double pivot = a[(from + to) >>> 1];
            int i = from;
            int j = to;
            while (i <= j) {
                while (a[i] < pivot) {
                    i++;
                }
                while (a[j] > pivot) {
                    j--;
                }
                if (i <= j) {
                    double swap = a[i];
                    a[i++] = a[j];
                    a[j--] = swap;
                }
            }
            if (k <= j) {
                to = j;
            } else if (k >= i) {
                from = i;
            } else {
                break;
            }
        }
        return a[k];
    }
}
