/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.search;

import io.github.vernier.arbiter.execution.Measure;
import io.github.vernier.arbiter.execution.Objective;
import io.github.vernier.arbiter.generator.Generator;
import io.github.vernier.arbiter.parameter.SearchSpace;
import io.github.vernier.arbiter.pruning.NoPruning;
import io.github.vernier.arbiter.pruning.Pruning;
import io.github.vernier.arbiter.trial.Goal;
import io.github.vernier.arbiter.trial.Study;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What to search, and how the sequence of candidates comes about.
 *
 * @param name the search's name
 * @param space what is searched
 * @param objective trains and scores a candidate
 * @param goals the score and what is measured besides
 * @param measures one for each goal after the first
 * @param generator chooses candidates
 * @param pruning gives trials up
 * @param seed what every random choice derives from
 * @param lag trials before a candidate that have no say in it
 */
record SearchPlan<T>(
        String name,
        SearchSpace<T> space,
        Objective<T> objective,
        List<Goal> goals,
        List<Measure<T>> measures,
        Generator generator,
        Pruning pruning,
        long seed,
        int lag) {

    Study study() {
        return new Study(
                name,
                seed,
                goals,
                space.descriptions(),
                Map.of(
                        "generator", generator.settings(),
                        "pruning", pruning.settings(),
                        "lag", Integer.toString(lag)));
    }

    boolean prunes() {
        return !(pruning instanceof NoPruning);
    }

    /**
     * How far and how hard to search; may differ between runs of one search.
     *
     * @param trials number of trials in all, imported ones not counted
     * @param time time of one run
     * @param trialTime time of one trial
     * @param grace time that a stopped trial has to react
     * @param parallelism trials at a time
     * @param retries times a trial that failed is tried again
     * @param consecutiveFailures trials that may fail in a row
     * @param conditions further conditions that end it
     */
    record Limits(
            int trials,
            Duration time,
            Duration trialTime,
            Duration grace,
            int parallelism,
            int retries,
            int consecutiveFailures,
            List<StopCondition> conditions) {}
}
