/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces.budget;

import java.util.function.DoubleToLongFunction;

/** What a stage adds to a network's size as it opens, by straight lines between samples. */
final class CostCurve {

    private static final int INTERVALS = 8;

    private final double[] sizes = new double[INTERVALS + 1];

    /** Samples a size that does not decrease, and counts from that of position 0. */
    CostCurve(DoubleToLongFunction size) {
        for (int i = 0; i <= INTERVALS; i++) {
            sizes[i] = size.applyAsLong((double) i / INTERVALS);
        }
        double floor = sizes[0];
        for (int i = 0; i <= INTERVALS; i++) {
            sizes[i] -= floor;
        }
    }

    double most() {
        return sizes[INTERVALS];
    }

    /** The position at which the stage adds so much; an end if it never does. */
    double position(double added) {
        if (added <= 0) {
            return 0;
        }
        for (int i = 1; i <= INTERVALS; i++) {
            if (added < sizes[i]) {
                double within = (added - sizes[i - 1]) / (sizes[i] - sizes[i - 1]);
                return (i - 1 + within) / INTERVALS;
            }
        }
        return 1;
    }
}
