/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.search;

import io.github.vernier.arbiter.execution.TrialContext;
import io.github.vernier.arbiter.pruning.MedianPruning;
import io.github.vernier.arbiter.spaces.value.CompositeSpace;
import io.github.vernier.arbiter.trial.SqliteTrialStore;
import io.github.vernier.arbiter.trial.Trial;
import io.github.vernier.arbiter.trial.TrialStore;
import java.nio.file.Path;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.distribution.LogUniformDistribution;
import org.deeplearning4j.arbiter.optimize.parameter.continuous.ContinuousParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.discrete.DiscreteParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.integer.IntegerParameterSpace;

/** A search that learns and prunes, of candidates that take a few milliseconds. */
final class CheapSearch {

    /** What it prints whenever a trial starts. */
    static final String READY = "ready";

    private static final int EPOCHS = 5;

    private CheapSearch() {}

    /** One parameter of each kind. */
    static final class Space extends CompositeSpace<double[]> {

        private final ParameterSpace<Double> rate =
                new ContinuousParameterSpace(new LogUniformDistribution(1e-4, 1));

        private final ParameterSpace<Double> shift = new ContinuousParameterSpace(-1, 1);
        private final ParameterSpace<Integer> units = new IntegerParameterSpace(1, 8);
        private final ParameterSpace<Double> offset = new DiscreteParameterSpace<>(0.0, 0.5, 2.0);

        @Override
        public double[] getValue(double[] point) {
            return new double[] {
                rate.getValue(point),
                shift.getValue(point),
                units.getValue(point),
                offset.getValue(point)
            };
        }
    }

    static SearchBuilder<double[]> builder(TrialStore store, int trials) {
        return Search.builder()
                .space(new Space())
                .minimize("loss", CheapSearch::loss)
                .pruning(MedianPruning.defaults())
                .trials(trials)
                .seed(7)
                .store(store);
    }

    /** Converges to a bowl's height over five epochs, and takes a different time each trial. */
    private static double loss(double[] x, TrialContext trial) throws InterruptedException {
        double bowl =
                Math.pow(Math.log10(x[0]) + 2, 2)
                        + Math.pow(x[1] - 0.3, 2)
                        + Math.abs(x[2] - 5)
                        + x[3];
        double loss = Double.NaN;
        for (int epoch = 1; epoch <= EPOCHS; epoch++) {
            Thread.sleep(Math.floorMod(trial.seed() >> epoch, 8));
            loss = bowl * (1 + Math.pow(2, -epoch));
            trial.report(epoch, loss);
        }
        return loss;
    }

    /**
     * Runs, or resumes, in a process of its own.
     *
     * @param arguments the file, the number of trials, and how many at a time
     */
    public static void main(String... arguments) {
        try (TrialStore store = SqliteTrialStore.open(Path.of(arguments[0]))) {
            builder(store, Integer.parseInt(arguments[1]))
                    .parallelism(Integer.parseInt(arguments[2]))
                    .listener(
                            new SearchListener() {
                                @Override
                                public void onStart(Trial trial) {
                                    System.out.println(READY);
                                }
                            })
                    .build()
                    .run();
        }
    }
}
