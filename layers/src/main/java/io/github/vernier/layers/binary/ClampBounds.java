/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Bounds of a clamp; infinite for none.
 *
 * @param lower the lower bound
 * @param upper the upper bound
 */
record ClampBounds(double lower, double upper) {

    private static final ClampBounds NONE =
            new ClampBounds(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    /**
     * The bounds of a layer.
     *
     * @param clamp the kind
     * @param tau the quantile, in (0.5, 1]
     * @param laplaceScale mean of the absolute values
     * @param values the standardized weights
     */
    static ClampBounds of(Clamp clamp, double tau, double laplaceScale, INDArray values) {
        // With τ = 1 the formula is 0 · ∞ where all weights are zero.
        if (clamp == Clamp.NONE || tau == 1) {
            return NONE;
        }
        if (clamp == Clamp.EMPIRICAL) {
            double[] all = values.reshape(values.length()).toDoubleVector();
            return new ClampBounds(Quantile.of(all, 1 - tau), Quantile.of(all, tau));
        }
        double q = -laplaceScale * Math.log(2 - 2 * tau);
        return new ClampBounds(-q, q);
    }

    boolean areFinite() {
        return upper < Double.POSITIVE_INFINITY;
    }
}
