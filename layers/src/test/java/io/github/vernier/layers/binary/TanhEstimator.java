/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary;

import io.github.vernier.layers.binary.estimator.ScalarSignEstimator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/** Smooth, with its true derivative: what central differences can check. */
record TanhEstimator(@JsonProperty("slope") double slope) implements ScalarSignEstimator {

    private static final long serialVersionUID = 1;

    @Override
    public double sign(double x) {
        return Math.tanh(slope * x);
    }

    @Override
    public double derivative(double x) {
        double t = Math.tanh(slope * x);
        return slope * (1 - t * t);
    }
}
