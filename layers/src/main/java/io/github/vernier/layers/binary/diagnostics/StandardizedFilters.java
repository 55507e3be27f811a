/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary.diagnostics;

/** Standardization in place, as a layer does it. */
final class StandardizedFilters {

    private StandardizedFilters() {}

    static void apply(double[] w, int filters, WeightOptions options) {
        if (options.standardization() == WeightOptions.Standardization.NONE) {
            return;
        }
        int n = w.length / filters;
        if (n < 2) {
            throw new IllegalArgumentException(
                    "A filter must have at least 2 weights to be standardized, but has " + n);
        }
        double target = Math.sqrt(2) * options.laplaceScale();
        for (int o = 0; o < filters; o++) {
            double mean = 0;
            for (int i = o * n; i < (o + 1) * n; i++) {
                mean += w[i];
            }
            mean /= n;
            double variance = 0;
            for (int i = o * n; i < (o + 1) * n; i++) {
                w[i] -= mean;
                variance += w[i] * w[i];
            }
            double deviation = Math.sqrt(variance / (n - 1) + options.epsilon());
            double factor = deviation > 0 ? target / deviation : 0;
            for (int i = o * n; i < (o + 1) * n; i++) {
                w[i] *= factor;
            }
        }
    }
}
