/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.clustering;

import io.github.vernier.listeners.sampling.IndexedDataSetIterator;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/** Full-batch clustering along with training: some iterations at each assignment. */
final class FullBatchClusters implements TrainingClusters {

    private final FactorCapture capture;
    private final ClusterStart start;
    private final int count;
    private final AssignmentRule rule;
    private final int iterations;
    private final long seed;
    private FullBatchClustering clustering;

    FullBatchClusters(
            FactorCapture capture,
            ClusterStart start,
            int count,
            AssignmentRule rule,
            int iterations,
            long seed) {
        this.capture = capture;
        this.start = start;
        this.count = count;
        this.rule = rule;
        this.iterations = iterations;
        this.seed = seed;
    }

    @Override
    public FactorCapture capture() {
        return capture;
    }

    @Override
    public Optional<ClusterAssignment> update(MultiDataSet batch) {
        return Optional.empty();
    }

    @Override
    public DataPass pass(IndexedDataSetIterator data) {
        return new DataPass(capture, data);
    }

    @Override
    public ClusterAssignment assign(DataPass pass) {
        // Kept only if gradients are finite at first.
        FullBatchClustering current =
                clustering == null
                        ? new FullBatchClustering(
                                capture, firstCentres(pass), rule, 1, SplitRule.random(seed))
                        : clustering;
        ClusterAssignment assignment = current.update(pass).assignment();
        clustering = current;
        for (int i = 1; i < iterations; i++) {
            assignment = current.update(pass).assignment();
        }
        return assignment;
    }

    private ClusterCentres firstCentres(DataPass pass) {
        // Some come twice if there are fewer examples than clusters.
        int[] wanted =
                new Random(seed)
                        .ints(0, pass.examples())
                        .distinct()
                        .limit(Math.min(count, pass.examples()))
                        .toArray();
        ClusterCentres[] centres = new ClusterCentres[1];
        pass.run(
                (examples, factors) -> {
                    if (centres[0] == null) {
                        centres[0] = ClusterCentres.random(count, factors, 1, seed);
                    }
                    if (start == ClusterStart.EXAMPLES) {
                        take(centres[0], wanted, examples, factors);
                    }
                });
        return centres[0];
    }

    private static void take(
            ClusterCentres centres, int[] wanted, int[] examples, GradientFactors factors) {
        int[] rows =
                IntStream.range(0, examples.length)
                        .filter(row -> IntStream.of(wanted).anyMatch(w -> w == examples[row]))
                        .toArray();
        if (rows.length == 0) {
            return;
        }
        ClusterCentres found = ClusterCentres.ofExamples(factors, rows);
        for (int j = 0; j < rows.length; j++) {
            for (int k = 0; k < wanted.length; k++) {
                if (wanted[k] == examples[rows[j]]) {
                    centres.set(k, found, j);
                }
            }
        }
    }

    @Override
    public double[] sizes() {
        return new double[count];
    }

    @Override
    public int[] refills() {
        return clustering.refills();
    }
}
