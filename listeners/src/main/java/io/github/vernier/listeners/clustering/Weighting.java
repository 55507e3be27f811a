/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.clustering;

/**
 * How the sizes of clusters count when an example looks for its cluster.
 *
 * <p>The variance of a stratified minibatch is {@code N⁻² Σ_k N_k Σ_{i∈k} ‖g_i − c_k‖²}: k-means
 * with every distance times the size of its cluster.
 */
public enum Weighting {
    /** Not at all: k-means (published as {@code noMulNk}). */
    NONE,

    /**
     * Distances are multiplied by the size so far, plus 1: published default ({@code mul_Nk}).
     *
     * <p>In a pass over all data, the size so far is the number of examples that earlier
     * minibatches of the same pass put into the cluster. The outcome hangs on the order of the data
     * and does not settle: from iteration to iteration examples swing back and forth. Sizes of the
     * iteration before in its place swing more, since the examples of a large cluster all leave it
     * at once.
     */
    RUNNING_SIZE,

    /**
     * Examples move one after the other, each to the cluster where the weighted sum of distances
     * grows least: {@code argmin_k T_k + (N_k + 1) d_ik} with the sizes {@code N_k} and sums of
     * distances {@code T_k} of the others, until nothing moves. A new centre takes its place only
     * if it lowers its cluster's distances. The weighted sum never rises, so it settles.
     *
     * <p>Needs all distances at once, an array of examples by clusters; for passes over all data.
     */
    DESCENT
}
