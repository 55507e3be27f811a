/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.pruning;

import io.github.vernier.arbiter.trial.EpochScore;
import io.github.vernier.arbiter.trial.Trial;
import io.github.vernier.arbiter.trial.TrialStatus;
import java.io.Serializable;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The scores of a finished trial.
 *
 * @param isComplete whether it ran to its end
 * @param scores by epoch
 */
public record LearningCurve(boolean isComplete, List<EpochScore> scores) implements Serializable {

    /** Copies the scores. */
    public LearningCurve {
        scores = List.copyOf(scores);
    }

    /**
     * The curves of complete and pruned trials.
     *
     * @param trials any trials
     */
    public static List<LearningCurve> of(List<Trial> trials) {
        return trials.stream()
                .filter(
                        trial ->
                                trial.status() == TrialStatus.COMPLETE
                                        || trial.status() == TrialStatus.PRUNED)
                .map(
                        trial ->
                                new LearningCurve(
                                        trial.status() == TrialStatus.COMPLETE, trial.epochs()))
                .toList();
    }

    /**
     * The score after an epoch, if it was reached.
     *
     * @param epoch from 1
     */
    public OptionalDouble at(int epoch) {
        return scores.stream()
                .filter(score -> score.epoch() == epoch)
                .mapToDouble(EpochScore::score)
                .findFirst();
    }
}
