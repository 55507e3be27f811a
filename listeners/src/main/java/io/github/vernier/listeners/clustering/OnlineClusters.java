/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.clustering;

import io.github.vernier.listeners.sampling.IndexedDataSetIterator;
import java.util.Optional;
import java.util.Random;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/** Online clustering along with training. */
final class OnlineClusters implements TrainingClusters {

    private final FactorCapture capture;
    private final FactorCapture ofInference;
    private final ClusterStart start;
    private final int count;
    private final AssignmentRule rule;
    private final OnlineSettings settings;
    private final int refillEvery;
    private final Random random;
    private OnlineClustering clustering;
    private int updates;

    OnlineClusters(
            FactorCapture capture,
            FactorCapture ofInference,
            ClusterStart start,
            int count,
            AssignmentRule rule,
            OnlineSettings settings,
            int refillEvery,
            long seed) {
        this.capture = capture;
        this.ofInference = ofInference;
        this.start = start;
        this.count = count;
        this.rule = rule;
        this.settings = settings;
        this.refillEvery = refillEvery;
        random = new Random(seed);
    }

    @Override
    public FactorCapture capture() {
        return capture;
    }

    @Override
    public Optional<ClusterAssignment> update(MultiDataSet batch) {
        GradientFactors factors = capture.of(batch);
        // Kept only if its first minibatch is finite.
        OnlineClustering current =
                clustering == null
                        ? new OnlineClustering(capture, firstCentres(factors), rule, settings)
                        : clustering;
        ClusterAssignment found = current.update(factors);
        clustering = current;
        updates++;
        if (updates % refillEvery == 0) {
            clustering.refill();
        }
        return Optional.of(found);
    }

    private ClusterCentres firstCentres(GradientFactors factors) {
        if (start == ClusterStart.RANDOM) {
            return ClusterCentres.random(count, factors, 1, random.nextLong());
        }
        int n = factors.examples();
        // With fewer examples than clusters some come twice, and the later ones are refilled.
        int[] rows = new int[count];
        for (int k = 0; k < count; k += n) {
            int[] order = random.ints(0, n).distinct().limit(n).toArray();
            System.arraycopy(order, 0, rows, k, Math.min(n, count - k));
        }
        return ClusterCentres.ofExamples(factors, rows);
    }

    @Override
    public DataPass pass(IndexedDataSetIterator data) {
        return new DataPass(ofInference, data);
    }

    @Override
    public ClusterAssignment assign(DataPass pass) {
        return clustering.assign(pass);
    }

    @Override
    public double[] sizes() {
        return clustering.sizes();
    }

    @Override
    public int[] refills() {
        return clustering.refills();
    }
}
