/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.clustering;

import io.github.vernier.listeners.sampling.IndexedDataSetIterator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * Clusters gradients minibatch by minibatch, while the network trains.
 *
 * <p>With n_k examples of a minibatch in cluster k, {@code N' = βN + n_k(1−β)}, centres move to
 * {@code (βN c + (1−β) Σ_{i∈k} a_i)/N'}, the same for δ, and distortions to {@code (βN T + n_k(1−β)
 * Σ_{i∈k} m_i)/max(N', 1)} with the costs m. {@link #refill} replaces centres that have become too
 * small.
 *
 * <p>Source: Faghri et al. 2020; fartashf/gvar_code (GlusterOnline), which takes its minibatches
 * away from training.
 */
public final class OnlineClustering {

    private final FactorCapture capture;
    private final ClusterCentres centres;
    private final AssignmentRule rule;
    private final OnlineSettings settings;
    private final Random random;
    private final double[] sizes;
    private final double[] distortions;
    private final int[] refills;
    private GradientFactors last;
    private int minibatch;

    /**
     * A cluster that has been filled.
     *
     * @param cluster the cluster
     * @param source the cluster it was filled from, or, with {@link RefillRule#DATA}, the example,
     *     by its place in the minibatch
     */
    public record Refill(int cluster, int source) {}

    /**
     * A clustering.
     *
     * @param capture where gradients are from
     * @param centres first centres; copied
     * @param rule how examples find their clusters
     * @param settings settings
     * @throws IllegalArgumentException if the rule's weighting is {@link Weighting#DESCENT}
     */
    public OnlineClustering(
            FactorCapture capture,
            ClusterCentres centres,
            AssignmentRule rule,
            OnlineSettings settings) {
        this.capture = Objects.requireNonNull(capture, "capture must be given");
        this.centres = centres.copy();
        this.rule = Objects.requireNonNull(rule, "rule must be given");
        this.settings = Objects.requireNonNull(settings, "settings must be given");
        if (rule.weighting() == Weighting.DESCENT) {
            throw new IllegalArgumentException(
                    "weighting is DESCENT, expected RUNNING_SIZE or NONE: running sizes change by"
                            + " 1 - decay at most and settle without it");
        }
        random = new Random(settings.seed());
        sizes = new double[centres.count()];
        distortions = new double[centres.count()];
        refills = new int[centres.count()];
    }

    /** The centres of now, not copied. */
    public ClusterCentres centres() {
        return centres;
    }

    /** Running sizes N_k. */
    public double[] sizes() {
        return sizes.clone();
    }

    /** Running distortions T_k. */
    public double[] distortions() {
        return distortions.clone();
    }

    /** How often each cluster has been filled anew. */
    public int[] refills() {
        return refills.clone();
    }

    /**
     * Takes a minibatch in.
     *
     * @param batch minibatch; the size of the first is what shares refer to
     * @return assignment of its examples
     * @throws ArithmeticException if a gradient is not finite; nothing has changed then
     */
    public ClusterAssignment update(MultiDataSet batch) {
        return update(capture.of(batch));
    }

    /**
     * Takes a minibatch in.
     *
     * @param factors its factors
     * @return assignment of its examples
     * @throws ArithmeticException if a gradient is not finite; nothing has changed then
     */
    public ClusterAssignment update(GradientFactors factors) {
        int n = factors.examples();
        if (minibatch == 0) {
            minibatch = n;
            Arrays.fill(sizes, startSize());
        }
        int[] places = new int[n];
        Arrays.setAll(places, i -> i);
        StreamingAssignment streaming = new StreamingAssignment(rule, n, centres.count());
        streaming.assign(places, factors.distances(centres, rule.form()), sizes);
        ClusterAssignment assignment = streaming.sums();
        ClusterSums sums = new ClusterSums(centres.count());
        sums.add(factors, assignment.clusters());
        double beta = settings.decay();
        double[] keep = new double[sizes.length];
        double[] add = new double[sizes.length];
        for (int k = 0; k < sizes.length; k++) {
            double after = assignment.sizes()[k] * (1 - beta);
            double size = beta * sizes[k] + after;
            double before = size - after;
            keep[k] = before / size;
            add[k] = (1 - beta) / size;
            double share = before / Math.max(size, 1);
            distortions[k] = distortions[k] * share + assignment.distortions()[k] * (1 - share);
            sizes[k] = size;
        }
        sums.move(centres, keep, add);
        last = factors;
        return assignment;
    }

    private double startSize() {
        return settings.minimumShare() * settings.startFactor() * minibatch;
    }

    /**
     * Replaces centres of clusters that are too small, by the settings' rule.
     *
     * @return what was filled, empty if no cluster is too small
     */
    public List<Refill> refill() {
        List<Integer> small = new ArrayList<>();
        for (int k = 0; k < sizes.length && last != null; k++) {
            if (sizes[k] / minibatch < settings.minimumShare()) {
                small.add(k);
            }
        }
        if (small.isEmpty()) {
            return List.of();
        }
        List<Refill> done =
                settings.refill() == RefillRule.LARGEST ? fromLargest(small) : fromData(small);
        done.forEach(refill -> refills[refill.cluster()]++);
        return done;
    }

    private List<Refill> fromLargest(List<Integer> small) {
        int largest = -1;
        for (int k = 0; k < sizes.length; k++) {
            if (!small.contains(k) && (largest < 0 || distortions[k] > distortions[largest])) {
                largest = k;
            }
        }
        if (largest < 0) {
            return List.of();
        }
        int cluster = small.get(0);
        centres.set(cluster, centres, largest);
        sizes[largest] /= 2;
        sizes[cluster] = sizes[largest];
        distortions[cluster] = distortions[largest];
        return List.of(new Refill(cluster, largest));
    }

    private List<Refill> fromData(List<Integer> small) {
        int[] examples = small.stream().mapToInt(k -> random.nextInt(last.examples())).toArray();
        ClusterCentres drawn = ClusterCentres.ofExamples(last, examples);
        List<Refill> done = new ArrayList<>();
        for (int j = 0; j < examples.length; j++) {
            centres.set(small.get(j), drawn, j);
            sizes[small.get(j)] = startSize();
            done.add(new Refill(small.get(j), examples[j]));
        }
        return done;
    }

    /**
     * Assigns all examples of a data set and leaves the centres as they are; the running sizes
     * count.
     *
     * @param data all examples; run through once from the beginning
     * @return assignment
     * @throws ArithmeticException if a gradient is not finite
     */
    public ClusterAssignment assign(IndexedDataSetIterator data) {
        return assign(new DataPass(capture, data));
    }

    /** The same, with the pass's totals, and gradients of a twin that may be another. */
    ClusterAssignment assign(DataPass pass) {
        StreamingAssignment streaming =
                new StreamingAssignment(rule, pass.examples(), centres.count());
        pass.runWithTotals(
                (examples, factors) ->
                        streaming.assign(examples, factors.distances(centres, rule.form()), sizes));
        return streaming.result();
    }
}
