/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.clustering;

import io.github.vernier.listeners.probe.Moment;
import io.github.vernier.listeners.record.ClusterUpdate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Records of assignments. */
final class ClusterRecords {

    private ClusterRecords() {}

    /**
     * One minibatch has moved the centres.
     *
     * @param found assignment of its examples
     * @param sizes running sizes
     * @param refills refills so far
     */
    static ClusterUpdate online(
            Moment now, ClusterAssignment found, double[] sizes, int[] refills, double seconds) {
        double[] means = meanDistances(found);
        return new ClusterUpdate(
                now.iteration(),
                now.epoch(),
                ClusterUpdate.Kind.ONLINE,
                new ClusterUpdate.Summary(
                        found.clusters().length,
                        mean(found.distances()),
                        -1,
                        Double.NaN,
                        Double.NaN,
                        seconds),
                IntStream.range(0, sizes.length)
                        .mapToObj(
                                k ->
                                        new ClusterUpdate.Cluster(
                                                sizes[k],
                                                means[k],
                                                refills[k],
                                                new int[0],
                                                List.of()))
                        .toList());
    }

    /**
     * All examples have been assigned.
     *
     * @param found their assignment
     * @param before the one before, null if there is none
     * @param variance variance of one example's gradient
     * @param gallery what to look at
     * @param refills refills so far
     */
    static ClusterUpdate full(
            Moment now,
            ClusterAssignment found,
            ClusterAssignment before,
            double variance,
            ClusterGallery gallery,
            int[] refills,
            double seconds) {
        double[] means = meanDistances(found);
        double[] sizes = found.sizes();
        double examples = DoubleStream.of(sizes).sum();
        double stratified = 0;
        for (int k = 0; k < sizes.length; k++) {
            stratified += sizes[k] * sizes[k] * means[k] / examples / examples;
        }
        return new ClusterUpdate(
                now.iteration(),
                now.epoch(),
                ClusterUpdate.Kind.FULL,
                new ClusterUpdate.Summary(
                        (int) examples,
                        mean(found.distances()),
                        before == null ? -1 : found.movedSince(before),
                        variance,
                        stratified,
                        seconds),
                IntStream.range(0, sizes.length)
                        .mapToObj(
                                k ->
                                        new ClusterUpdate.Cluster(
                                                sizes[k],
                                                means[k],
                                                refills[k],
                                                gallery.labels(k),
                                                gallery.examples(k)))
                        .toList());
    }

    private static double[] meanDistances(ClusterAssignment found) {
        double[] means = new double[found.sizes().length];
        int[] counts = new int[means.length];
        for (int i = 0; i < found.clusters().length; i++) {
            int k = found.clusters()[i];
            if (k >= 0) {
                means[k] += found.distances()[i];
                counts[k]++;
            }
        }
        Arrays.setAll(means, k -> means[k] / Math.max(counts[k], 1));
        return means;
    }

    private static double mean(double[] distances) {
        return DoubleStream.of(distances).filter(d -> !Double.isNaN(d)).average().orElse(0);
    }
}
