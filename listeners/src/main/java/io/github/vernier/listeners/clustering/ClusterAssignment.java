/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.clustering;

/**
 * Which example is in which cluster.
 *
 * @param clusters cluster of each example, from 0; -1 for examples that were not seen
 * @param distances distance of each example to its cluster's centre, in the rule's {@link
 *     DistanceForm}, before sizes count; NaN for examples that were not seen
 * @param costs what the distances have become by the {@link AssignmentRule}
 * @param sizes number of examples of each cluster
 * @param distortions of each cluster: sum of its examples' costs; their mean with {@link
 *     DistanceForm#WITHOUT_EXAMPLE_NORM}, as published
 */
public record ClusterAssignment(
        int[] clusters, double[] distances, double[] costs, double[] sizes, double[] distortions) {

    /** Whether all examples were seen. */
    public boolean isComplete() {
        for (int cluster : clusters) {
            if (cluster < 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * Number of examples that are in another cluster than before.
     *
     * @param before assignment of the same examples
     */
    public int movedSince(ClusterAssignment before) {
        int moved = 0;
        for (int i = 0; i < clusters.length; i++) {
            if (clusters[i] != before.clusters[i]) {
                moved++;
            }
        }
        return moved;
    }
}
