/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.analysis;

import io.github.vernier.arbiter.trial.Direction;
import io.github.vernier.arbiter.trial.Study;
import io.github.vernier.arbiter.trial.Trial;
import io.github.vernier.arbiter.trial.TrialStatus;
import java.util.ArrayList;
import java.util.List;

/**
 * A complete trial and the best up to it, in the order of ids.
 *
 * @param trial its id
 * @param score its score
 * @param best the best score of this and all before it
 */
public record BestSoFar(int trial, double score, double best) {

    /**
     * The history of a search.
     *
     * @param study the study
     * @param trials its trials, by id; those that are not complete are left out
     * @return one point for each complete trial
     */
    public static List<BestSoFar> of(Study study, List<Trial> trials) {
        Direction direction = study.score().direction();
        List<BestSoFar> history = new ArrayList<>();
        double best = Double.NaN;
        for (Trial trial : trials) {
            if (trial.status() == TrialStatus.COMPLETE) {
                double score = trial.objectives().get(0);
                best = direction.better(score, best) ? score : best;
                history.add(new BestSoFar(trial.id(), score, best));
            }
        }
        return history;
    }
}
