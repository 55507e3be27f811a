/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.clustering;

import java.util.Arrays;

/**
 * Lowers {@code Σ_k N_k Σ_{i∈k} d_ik} by moving one example at a time; see {@link
 * Weighting#DESCENT}.
 */
final class Descent {

    /** A move must gain more than rounding may. */
    private static final double GAIN = 1e-12;

    private final double[][] distances;
    private final int[] clusters;
    private final double[] sizes;
    private final double[] sums;

    /**
     * A start.
     *
     * @param distances {@code [N][C]}; a row may be null for an example that is not there
     * @param start cluster of each example, changed; those below 0 get their nearest
     */
    Descent(double[][] distances, int[] start, int centres) {
        this.distances = distances;
        clusters = start;
        sizes = new double[centres];
        sums = new double[centres];
        for (int i = 0; i < distances.length; i++) {
            if (distances[i] == null) {
                clusters[i] = -1;
            } else {
                if (clusters[i] < 0) {
                    clusters[i] = AssignmentRule.argMin(distances[i]);
                }
                add(i, clusters[i], 1);
            }
        }
    }

    private void add(int example, int cluster, int sign) {
        sizes[cluster] += sign;
        sums[cluster] += sign * distances[example][cluster];
    }

    /** Moves until nothing moves. */
    ClusterAssignment run() {
        boolean moved = true;
        while (moved) {
            moved = false;
            for (int i = 0; i < distances.length; i++) {
                moved |= distances[i] != null && move(i);
            }
        }
        return result();
    }

    private boolean move(int example) {
        int from = clusters[example];
        add(example, from, -1);
        int to = from;
        double least = increase(example, from);
        double enough = least - GAIN * Math.abs(least);
        for (int k = 0; k < sizes.length; k++) {
            double increase = increase(example, k);
            if (increase < enough && increase < least) {
                least = increase;
                to = k;
            }
        }
        clusters[example] = to;
        add(example, to, 1);
        return to != from;
    }

    private double increase(int example, int cluster) {
        return sums[cluster] + (sizes[cluster] + 1) * distances[example][cluster];
    }

    private ClusterAssignment result() {
        double[] own = new double[clusters.length];
        Arrays.fill(own, Double.NaN);
        // Anew, without the rounding of many moves.
        Arrays.fill(sums, 0);
        for (int i = 0; i < own.length; i++) {
            if (clusters[i] >= 0) {
                own[i] = distances[i][clusters[i]];
                sums[clusters[i]] += own[i];
            }
        }
        return new ClusterAssignment(clusters, own, own.clone(), sizes, sums);
    }
}
