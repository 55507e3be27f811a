/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.search;

import io.github.vernier.arbiter.trial.ParetoFronts;
import io.github.vernier.arbiter.trial.Study;
import io.github.vernier.arbiter.trial.Trial;
import io.github.vernier.arbiter.trial.TrialStatus;
import java.util.List;
import java.util.Optional;

/**
 * What a search has found.
 *
 * @param end why it ended
 * @param study what all trials have in common
 * @param trials all trials, by id, those of earlier runs too
 */
public record SearchResult(End end, Study study, List<Trial> trials) {

    /** Copies the list. */
    public SearchResult {
        trials = List.copyOf(trials);
    }

    /** The complete trial with the best score, the earliest of equals; empty if none is. */
    public Optional<Trial> best() {
        return study.best(trials);
    }

    /** The complete trials that none beats in every goal, by id. */
    public List<Trial> paretoFront() {
        return ParetoFronts.of(study.goals(), trials).best();
    }

    /**
     * Trials of one status, by id.
     *
     * @param status the status
     */
    public List<Trial> with(TrialStatus status) {
        return trials.stream().filter(trial -> trial.status() == status).toList();
    }
}
