/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spark;

import io.github.vernier.arbiter.execution.TrialContext;
import io.github.vernier.arbiter.generator.TpeSearch;
import io.github.vernier.arbiter.pruning.MedianPruning;
import io.github.vernier.arbiter.search.Search;
import io.github.vernier.arbiter.search.SearchBuilder;
import io.github.vernier.arbiter.trial.Trial;
import io.github.vernier.arbiter.trial.TrialStore;
import java.util.List;
import org.deeplearning4j.arbiter.optimize.parameter.continuous.ContinuousParameterSpace;

/** Searches that run anywhere. */
final class LocalSearch {

    static final int TRIALS = 20;

    private LocalSearch() {}

    static SearchBuilder<Double> builder(TrialStore store) {
        return Search.builder()
                .space(new ContinuousParameterSpace(-3, 3))
                .minimize("loss", LocalSearch::loss)
                .generator(TpeSearch.builder().startup(5).build())
                .pruning(MedianPruning.defaults())
                .trials(TRIALS)
                .seed(11)
                .store(store);
    }

    static SearchBuilder<Double> slow(TrialStore store) {
        return Search.builder()
                .space(new ContinuousParameterSpace(-3, 3))
                .minimize(
                        "loss",
                        (x, trial) -> {
                            Thread.sleep(60_000);
                            return x;
                        })
                .store(store);
    }

    static SearchBuilder<Double> failing(TrialStore store) {
        return Search.builder()
                .space(new ContinuousParameterSpace(-3, 3))
                .minimize(
                        "loss",
                        (x, trial) -> {
                            throw new IllegalStateException("diverged");
                        })
                .store(store);
    }

    private static double loss(double x, TrialContext trial) throws InterruptedException {
        double loss = Double.NaN;
        for (int epoch = 1; epoch <= 4; epoch++) {
            Thread.sleep(Long.getLong("trial.sleep", 1));
            loss = (x - 1) * (x - 1) * (1 + Math.pow(2, -epoch)) + 1e-3 * (trial.seed() % 7);
            trial.report(epoch, loss);
        }
        return loss;
    }

    /** Whatever of a trial must not depend on where it ran. */
    static List<Object> result(Trial trial) {
        return List.of(
                trial.id(),
                trial.seed(),
                trial.coordinates(),
                trial.values(),
                trial.status(),
                trial.epochs(),
                trial.objectives());
    }
}
