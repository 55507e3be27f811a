/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.execution;

import io.github.vernier.arbiter.pruning.LearningCurve;
import io.github.vernier.arbiter.pruning.Pruning;
import io.github.vernier.arbiter.trial.Direction;
import io.github.vernier.arbiter.trial.Outcome;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.lang3.exception.ExceptionUtils;

/**
 * All that is needed to run a trial, here or elsewhere.
 *
 * @param id the trial
 * @param attempt times it was started, this one included
 * @param seed what its random choices derive from
 * @param coordinates its point in the unit cube
 * @param values what was chosen, by parameter
 * @param configuration what the space made of it
 * @param objective trains and scores it
 * @param measures its further goals
 * @param direction which way scores are better
 * @param pruning when to give it up
 * @param peers the curves that pruning compares it with
 * @param limit how long it may take
 * @param <T> what the space makes of a point
 */
@SuppressWarnings("serial") // Only tasks that leave this process need a serializable configuration.
public record TrialTask<T>(
        int id,
        int attempt,
        long seed,
        List<Double> coordinates,
        Map<String, Object> values,
        T configuration,
        Objective<T> objective,
        List<Measure<T>> measures,
        Direction direction,
        Pruning pruning,
        List<LearningCurve> peers,
        Duration limit)
        implements Serializable {

    /**
     * Runs the trial on this thread; never throws.
     *
     * @param monitor who watches
     */
    public TaskResult run(TrialMonitor monitor) {
        TrialContext context = new TrialContext(this, monitor);
        Outcome outcome;
        try {
            outcome = complete(context);
        } catch (PrunedException e) {
            outcome = Outcome.pruned(e.getMessage());
        } catch (StoppedException e) {
            outcome = Outcome.cancelled(e.getMessage());
        } catch (VirtualMachineError | Exception | LinkageError | AssertionError e) {
            // What an interrupted library throws says less than why it was interrupted.
            outcome =
                    monitor.stopReason()
                            .map(Outcome::cancelled)
                            .orElseGet(() -> Outcome.failed(ExceptionUtils.getStackTrace(e)));
        }
        return new TaskResult(outcome, context.epochs(), Machine.here());
    }

    private Outcome complete(TrialContext context) throws Exception {
        List<Double> objectives = new ArrayList<>();
        objectives.add(objective.evaluate(configuration, context));
        for (Measure<T> measure : measures) {
            objectives.add(measure.of(configuration));
        }
        if (objectives.stream().allMatch(Double::isFinite)) {
            return Outcome.complete(objectives, context.modelPath());
        }
        return Outcome.failed("Scores must be finite, but got " + objectives);
    }
}
