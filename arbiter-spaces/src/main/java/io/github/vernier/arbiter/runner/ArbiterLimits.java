/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.runner;

import io.github.vernier.arbiter.search.SearchBuilder;
import java.time.Duration;
import java.util.Optional;
import org.deeplearning4j.arbiter.optimize.api.termination.MaxCandidatesCondition;
import org.deeplearning4j.arbiter.optimize.api.termination.MaxTimeCondition;
import org.deeplearning4j.arbiter.optimize.api.termination.TerminationCondition;
import org.deeplearning4j.arbiter.optimize.runner.IOptimizationRunner;

/** Arbiter's termination conditions as limits of a search. */
final class ArbiterLimits {

    private ArbiterLimits() {}

    /**
     * Sets what a condition means: numbers and times exactly, anything else by asking it.
     *
     * @param condition the condition
     * @param search the search to limit
     * @param runner what the condition asks
     */
    static void apply(
            TerminationCondition condition, SearchBuilder<?> search, IOptimizationRunner runner) {
        if (condition instanceof MaxCandidatesCondition candidates) {
            search.trials(candidates.getMaxCandidates());
        } else if (condition instanceof MaxTimeCondition time) {
            search.timeLimit(Duration.ofMillis(time.getTimeUnit().toMillis(time.getDuration())));
        } else {
            search.stopWhen(
                    () ->
                            condition.terminate(runner)
                                    ? Optional.of("Condition met: " + condition)
                                    : Optional.empty());
        }
    }
}
