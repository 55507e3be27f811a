/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.clustering;

/**
 * How good a clustering of gradients is, exactly: with mean gradients for centres, over all
 * parameters, from the products of all pairs of examples. For data sets of some thousands.
 *
 * <p>{@code Σ_{i∈k}‖g_i − μ_k‖² = Σ_{i∈k} g_iᵀg_i − 1/N_k Σ_{i,j∈k} g_iᵀg_j}.
 *
 * @param kMeans {@code Σ_k Σ_{i∈k} ‖g_i − μ_k‖²}
 * @param weighted {@code Σ_k N_k Σ_{i∈k} ‖g_i − μ_k‖²}
 * @param examples number of examples N
 */
public record ClusterObjective(double kMeans, double weighted, int examples) {

    /**
     * The objectives of a clustering.
     *
     * @param products {@code g_iᵀg_j}, {@code [N][N]}, such as {@code ExampleStatistics.gram()}
     * @param clusters cluster of each example, from 0
     * @throws IllegalArgumentException if there are no examples, the numbers of examples differ, or
     *     a cluster is negative
     */
    public static ClusterObjective of(double[][] products, int... clusters) {
        int n = products.length;
        if (n == 0 || clusters.length != n) {
            throw new IllegalArgumentException(
                    "clusters are of "
                            + clusters.length
                            + " examples, expected "
                            + n
                            + " as in the products, and at least 1");
        }
        int count = 0;
        for (int cluster : clusters) {
            if (cluster < 0) {
                throw new IllegalArgumentException(
                        "cluster is " + cluster + ", expected at least 0");
            }
            count = Math.max(count, cluster + 1);
        }
        double[] norms = new double[count];
        double[] pairs = new double[count];
        int[] sizes = new int[count];
        for (int i = 0; i < n; i++) {
            int k = clusters[i];
            sizes[k]++;
            norms[k] += products[i][i];
            for (int j = 0; j < n; j++) {
                if (clusters[j] == k) {
                    pairs[k] += products[i][j];
                }
            }
        }
        double kMeans = 0;
        double weighted = 0;
        for (int k = 0; k < count; k++) {
            double within = norms[k] - pairs[k] / Math.max(sizes[k], 1);
            kMeans += within;
            weighted += sizes[k] * within;
        }
        return new ClusterObjective(kMeans, weighted, n);
    }

    /**
     * The variance of the mean of one random example of each cluster, weighted by {@code N_k/N}:
     * {@code weighted/N²}. With a single cluster, that of one example's gradient.
     */
    public double stratifiedVariance() {
        return weighted / examples / examples;
    }
}
