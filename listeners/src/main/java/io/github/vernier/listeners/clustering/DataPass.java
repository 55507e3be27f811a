/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.clustering;

import io.github.vernier.listeners.sampling.IndexedDataSetIterator;

/** One pass over all data. */
final class DataPass {

    private final FactorCapture capture;
    private final IndexedDataSetIterator data;

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

    /** Runs through all data, in inference as in training. */
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
