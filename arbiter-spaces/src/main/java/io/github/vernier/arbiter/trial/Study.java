/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.trial;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What all trials of a store have in common.
 *
 * @param name the search's name
 * @param seed what every random choice derives from
 * @param goals what is optimized; the first is the score that epochs report
 * @param parameters what is searched
 * @param settings what else decides the sequence of candidates (generator, pruning, lag...), by
 *     name, as text; a search resumes only a study with the same settings
 */
public record Study(
        String name,
        long seed,
        List<Goal> goals,
        List<ParameterDescription> parameters,
        Map<String, String> settings) {

    /** Copies what it is given. */
    public Study {
        goals = List.copyOf(goals);
        parameters = List.copyOf(parameters);
        settings = Map.copyOf(settings);
        if (goals.isEmpty()) {
            throw new IllegalArgumentException("A study needs at least one goal");
        }
    }

    /** The goal that epochs report. */
    public Goal score() {
        return goals.get(0);
    }

    /**
     * The complete trial with the best score, the earliest of equals; empty if none is.
     *
     * @param trials trials by id
     */
    public Optional<Trial> best(List<Trial> trials) {
        Trial best = null;
        for (Trial trial : trials) {
            if (trial.status() == TrialStatus.COMPLETE
                    && (best == null
                            || score().direction()
                                    .better(trial.objectives().get(0), best.objectives().get(0)))) {
                best = trial;
            }
        }
        return Optional.ofNullable(best);
    }
}
