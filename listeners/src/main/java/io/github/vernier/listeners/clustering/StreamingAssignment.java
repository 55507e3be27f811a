/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.clustering;

import java.util.Arrays;

/** Assigns minibatch by minibatch: nothing but the result is held. */
final class StreamingAssignment {

    private final AssignmentRule rule;
    private final int[] clusters;
    private final double[] distances;
    private final double[] costs;
    private final double[] sizes;
    private final double[] distortions;

    /**
     * Nothing assigned yet.
     *
     * @param examples number of examples
     * @param centres number of clusters
     */
    StreamingAssignment(AssignmentRule rule, int examples, int centres) {
        this.rule = rule;
        clusters = new int[examples];
        distances = new double[examples];
        Arrays.fill(clusters, -1);
        Arrays.fill(distances, Double.NaN);
        costs = distances.clone();
        sizes = new double[centres];
        distortions = new double[centres];
    }

    /**
     * Assigns the examples of one minibatch.
     *
     * @param examples their indices
     * @param found their distances, {@code [n][C]}; overwritten
     * @param sizesNow sizes that count
     */
    void assign(int[] examples, double[][] found, double[] sizesNow) {
        DataPass.checkFinite(examples, found);
        double[][] before = new double[found.length][];
        Arrays.setAll(before, i -> found[i].clone());
        rule.toCosts(found, sizesNow);
        for (int i = 0; i < examples.length; i++) {
            int k = AssignmentRule.argMin(found[i]);
            clusters[examples[i]] = k;
            distances[examples[i]] = before[i][k];
            costs[examples[i]] = found[i][k];
            sizes[k]++;
            distortions[k] += found[i][k];
        }
    }

    /** The same by the sizes so far: those of the minibatches before. */
    void assign(int[] examples, double[][] found) {
        assign(examples, found, sizes.clone());
    }

    /** The assignment, its distortions as sums of costs whatever their form. */
    ClusterAssignment sums() {
        return new ClusterAssignment(clusters, distances, costs, sizes, distortions);
    }

    /** The assignment, once. */
    ClusterAssignment result() {
        if (rule.form() == DistanceForm.WITHOUT_EXAMPLE_NORM) {
            for (int k = 0; k < sizes.length; k++) {
                distortions[k] /= Math.max(sizes[k], 1);
            }
        }
        return sums();
    }
}
