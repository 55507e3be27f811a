/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.clustering;

import io.github.vernier.listeners.sampling.IndexedDataSetIterator;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Clusters the gradients of all examples of a data set: every {@link #update} assigns every example
 * and moves the centres.
 *
 * <p>A centre moves to {@code c = mean a_i, d = mean δ_i} of its members, each by itself, as
 * published; that is not their mean gradient, and distortion need not fall. If a cluster is smaller
 * than {@code minimum}, half of the one with the greatest distortion moves into the first smallest,
 * once an update. Two forward and backward passes over the data.
 *
 * <p>Source: Faghri et al. 2020, algorithm 1; fartashf/gvar_code (GlusterBatch).
 */
public final class FullBatchClustering {

    private final FactorCapture capture;
    private final AssignmentRule rule;
    private final double minimum;
    private final SplitRule splitRule;
    private final int[] refills;
    private ClusterCentres centres;
    private ClusterCentres proposed;
    private int[] clusters;

    /**
     * Half of a cluster that has moved into an empty one.
     *
     * @param empty cluster that was too small
     * @param largest cluster that had the greatest distortion
     * @param moved examples that have moved
     */
    public record Split(int empty, int largest, int[] moved) {}

    /**
     * One update.
     *
     * @param found assignment by the old centres
     * @param split what has moved since, if a cluster was too small
     * @param assignment assignment of which the new centres are means; distances and distortions
     *     are those found
     */
    public record Update(
            ClusterAssignment found, Optional<Split> split, ClusterAssignment assignment) {}

    /**
     * A clustering by published settings: clusters are never empty, random halves.
     *
     * @param capture where gradients are from
     * @param centres first centres; copied
     * @param rule how examples find their clusters
     */
    public FullBatchClustering(FactorCapture capture, ClusterCentres centres, AssignmentRule rule) {
        this(capture, centres, rule, 1, SplitRule.random(1));
    }

    /**
     * A clustering.
     *
     * @param capture where gradients are from
     * @param centres first centres; copied
     * @param rule how examples find their clusters
     * @param minimum least size of a cluster; published default 1
     * @param split which half moves into a cluster that is too small
     * @throws IllegalArgumentException if {@code minimum} is negative
     */
    public FullBatchClustering(
            FactorCapture capture,
            ClusterCentres centres,
            AssignmentRule rule,
            double minimum,
            SplitRule split) {
        this.capture = Objects.requireNonNull(capture, "capture must be given");
        this.centres = centres.copy();
        this.rule = Objects.requireNonNull(rule, "rule must be given");
        this.splitRule = Objects.requireNonNull(split, "split must be given");
        if (!(minimum >= 0)) {
            throw new IllegalArgumentException(
                    "minimum size is " + minimum + ", expected at least 0");
        }
        this.minimum = minimum;
        refills = new int[centres.count()];
    }

    /** The centres of now, not copied. */
    public ClusterCentres centres() {
        return centres;
    }

    /** How often each cluster has been filled with half of another. */
    public int[] refills() {
        return refills.clone();
    }

    /**
     * Assigns all examples and moves the centres.
     *
     * @param data all examples; run through twice from the beginning
     * @return what happened
     * @throws ArithmeticException if a gradient is not finite; nothing has changed then
     */
    public Update update(IndexedDataSetIterator data) {
        return update(new DataPass(capture, data));
    }

    /** The same, with the pass's totals. */
    Update update(DataPass pass) {
        ClusterAssignment found = assign(pass);
        int[] assigned = found.clusters().clone();
        Optional<Split> split = split(found);
        split.ifPresent(
                s -> {
                    IntStream.of(s.moved()).forEach(i -> assigned[i] = s.empty());
                    refills[s.empty()]++;
                });
        ClusterSums sums = new ClusterSums(centres.count());
        pass.run((examples, factors) -> sums.add(factors, chosen(assigned, examples)));
        double[] sizes = new double[centres.count()];
        double[] inverse = new double[centres.count()];
        for (int k = 0; k < sizes.length; k++) {
            sizes[k] = sums.size(k);
            inverse[k] = 1 / Math.max(sizes[k], 1);
        }
        ClusterCentres moved = centres.copy();
        sums.move(moved, new double[centres.count()], inverse);
        if (rule.weighting() == Weighting.DESCENT) {
            proposed = moved;
        } else {
            centres = moved;
        }
        clusters = assigned;
        return new Update(
                found,
                split,
                new ClusterAssignment(
                        assigned, found.distances(), found.costs(), sizes, found.distortions()));
    }

    /**
     * Assigns all examples and leaves the centres as they are.
     *
     * @param data all examples; run through once from the beginning
     * @return assignment
     * @throws ArithmeticException if a gradient is not finite
     */
    public ClusterAssignment assign(IndexedDataSetIterator data) {
        return assign(new DataPass(capture, data));
    }

    private ClusterAssignment assign(DataPass pass) {
        return rule.weighting() == Weighting.DESCENT ? descend(pass) : stream(pass);
    }

    private ClusterAssignment stream(DataPass pass) {
        StreamingAssignment streaming =
                new StreamingAssignment(rule, pass.examples(), centres.count());
        pass.runWithTotals(
                (examples, factors) ->
                        streaming.assign(examples, factors.distances(centres, rule.form())));
        return streaming.result();
    }

    private ClusterAssignment descend(DataPass pass) {
        double[][] distances = new double[pass.examples()][];
        double[][] proposals = new double[pass.examples()][];
        pass.runWithTotals(
                (examples, factors) -> {
                    keep(distances, examples, factors, centres);
                    if (proposed != null) {
                        keep(proposals, examples, factors, proposed);
                    }
                });
        if (proposed != null) {
            accept(distances, proposals);
            proposed = null;
        }
        int[] start = clusters == null ? unassigned(distances.length) : clusters.clone();
        return new Descent(distances, start, centres.count()).run();
    }

    private void keep(
            double[][] into, int[] examples, GradientFactors factors, ClusterCentres from) {
        double[][] found = factors.distances(from, rule.form());
        DataPass.checkFinite(examples, found);
        rule.toCosts(found, new double[centres.count()]);
        for (int i = 0; i < examples.length; i++) {
            into[examples[i]] = found[i];
        }
    }

    /** Takes each new centre that is nearer to its members than the old one is. */
    private void accept(double[][] distances, double[][] proposals) {
        double[] gains = new double[centres.count()];
        for (int i = 0; i < distances.length; i++) {
            int k = clusters[i];
            if (k >= 0 && distances[i] != null) {
                gains[k] += distances[i][k] - proposals[i][k];
            }
        }
        for (int k = 0; k < gains.length; k++) {
            if (gains[k] > 0) {
                centres.set(k, proposed, k);
                for (int i = 0; i < distances.length; i++) {
                    if (distances[i] != null) {
                        distances[i][k] = proposals[i][k];
                    }
                }
            }
        }
    }

    private static int[] unassigned(int examples) {
        int[] none = new int[examples];
        Arrays.fill(none, -1);
        return none;
    }

    private Optional<Split> split(ClusterAssignment found) {
        int smallest = AssignmentRule.argMin(found.sizes());
        if (found.sizes()[smallest] >= minimum) {
            return Optional.empty();
        }
        int largest = -1;
        for (int k = 0; k < centres.count(); k++) {
            if (found.sizes()[k] >= minimum
                    && (largest < 0 || found.distortions()[k] > found.distortions()[largest])) {
                largest = k;
            }
        }
        if (largest < 0) {
            return Optional.empty();
        }
        int full = largest;
        int[] members =
                IntStream.range(0, found.clusters().length)
                        .filter(i -> found.clusters()[i] == full)
                        .toArray();
        return Optional.of(new Split(smallest, largest, splitRule.half(members)));
    }

    private static int[] chosen(int[] assigned, int[] examples) {
        return IntStream.of(examples).map(i -> assigned[i]).toArray();
    }
}
