/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.clustering;

import io.github.vernier.listeners.sampling.IndexedDataSetIterator;

/** Passes over all data, always from the beginning. */
final class DataPass {

    private final FactorCapture capture;
    private final IndexedDataSetIterator data;
    private GradientTotals totals = new GradientTotals();

    DataPass(FactorCapture capture, IndexedDataSetIterator data) {
        this.capture = capture;
        this.data = data;
    }

    /** Takes the factors of one minibatch. */
    interface Visitor {
        void visit(int[] examples, GradientFactors factors);
    }

    int examples() {
        return data.examples();
    }

    /** Runs through all data. */
    void run(Visitor visitor) {
        data.reset();
        if (!data.hasNext()) {
            throw new IllegalStateException("The data to cluster are empty");
        }
        while (data.hasNext()) {
            var batch = data.next().toMultiDataSet();
            visitor.visit(data.indices(), capture.of(batch));
        }
    }

    /** Runs through all data and adds up gradients on the way. */
    void runWithTotals(Visitor visitor) {
        GradientTotals sums = new GradientTotals();
        run(
                (examples, factors) -> {
                    visitor.visit(examples, factors);
                    sums.add(factors);
                });
        totals = sums;
    }

    /** Variance {@code 1/N Σ‖g_i − ḡ‖²} of the last pass that added up gradients. */
    double variance() {
        return totals.variance(capture);
    }

    /**
     * Checks distances.
     *
     * @throws ArithmeticException if one is not finite
     */
    static void checkFinite(int[] examples, double[][] distances) {
        for (int i = 0; i < distances.length; i++) {
            double sum = 0;
            for (double distance : distances[i]) {
                sum += distance;
            }
            if (!Double.isFinite(sum)) {
                throw new ArithmeticException(
                        "distances of example " + examples[i] + " to centres are not finite");
            }
        }
    }
}
