/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.search;

import io.github.vernier.arbiter.trial.Goal;
import io.github.vernier.arbiter.trial.ParetoFronts;
import io.github.vernier.arbiter.trial.Trial;
import io.github.vernier.arbiter.trial.TrialStatus;
import java.util.List;
import java.util.Optional;

/**
 * What a search has found.
 *
 * @param end why it ended
 * @param goals what it optimized
 * @param trials all trials, by id, those of earlier runs too
 */
public record SearchResult(End end, List<Goal> goals, List<Trial> trials) {

    /** Copies the lists. */
    public SearchResult {
        goals = List.copyOf(goals);
        trials = List.copyOf(trials);
    }

    /** The complete trial with the best score, the earliest of equals; empty if none is. */
    public Optional<Trial> best() {
        return best(goals, trials);
    }

    /** The complete trials that none beats in every goal, by id. */
    public List<Trial> paretoFront() {
        return ParetoFronts.of(goals, trials).best();
    }

    /**
     * Trials of one status, by id.
     *
     * @param status the status
     */
    public List<Trial> with(TrialStatus status) {
        return trials.stream().filter(trial -> trial.status() == status).toList();
    }

    static Optional<Trial> best(List<Goal> goals, List<Trial> trials) {
        Trial best = null;
        for (Trial trial : trials) {
            boolean better =
                    trial.status() == TrialStatus.COMPLETE
                            && (best == null
                                    || goals.get(0)
                                            .direction()
                                            .better(
                                                    trial.objectives().get(0),
                                                    best.objectives().get(0)));
            best = better ? trial : best;
        }
        return Optional.ofNullable(best);
    }
}
