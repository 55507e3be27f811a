/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.search;

import io.github.vernier.arbiter.execution.TrialTask;
import io.github.vernier.arbiter.network.Configurations;
import io.github.vernier.arbiter.pruning.LearningCurve;
import io.github.vernier.arbiter.trial.Trial;
import java.time.Duration;
import java.util.List;

/** Makes the tasks of a search's trials. */
final class TrialTasks<T> {

    private final SearchPlan<T> plan;
    private final TrialLog log;
    private final Duration limit;

    TrialTasks(SearchPlan<T> plan, TrialLog log, Duration limit) {
        this.plan = plan;
        this.log = log;
        this.limit = limit;
    }

    /**
     * The task of a running trial.
     *
     * @param trial the trial
     * @throws RuntimeException whatever the space throws for such a candidate
     */
    TrialTask<T> of(Trial trial) {
        return new TrialTask<>(
                trial.id(),
                trial.attempt(),
                trial.seed(),
                trial.coordinates(),
                trial.values(),
                configuration(trial),
                plan.objective(),
                plan.measures(),
                plan.goals().get(0).direction(),
                plan.pruning(),
                plan.prunes() ? LearningCurve.of(log.known(trial.id())) : List.of(),
                limit);
    }

    private T configuration(Trial trial) {
        double[] point = trial.coordinates().stream().mapToDouble(Double::doubleValue).toArray();
        T configuration = plan.space().configuration(point);
        Configurations.seed(plan.space().space(), configuration, trial.seed());
        return configuration;
    }
}
