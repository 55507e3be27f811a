/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.generator;

import io.github.vernier.arbiter.trial.Direction;
import io.github.vernier.arbiter.trial.EpochScore;
import io.github.vernier.arbiter.trial.Goal;
import io.github.vernier.arbiter.trial.ParetoFronts;
import io.github.vernier.arbiter.trial.Trial;
import io.github.vernier.arbiter.trial.TrialStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Trials that say something about the space, best first, split into good ones and the rest. */
final class Ranking {

    /** Share of good trials. */
    private static final double GOOD_SHARE = 0.1;

    /** However many trials there are, more good ones than this blur the estimate. */
    private static final int MAX_GOOD = 25;

    private final List<Trial> ranked = new ArrayList<>();

    Ranking(List<Goal> goals, List<Trial> trials) {
        List<Trial> complete = with(TrialStatus.COMPLETE, trials);
        if (goals.size() == 1) {
            Direction direction = goals.get(0).direction();
            complete.sort(
                    Comparator.comparingDouble(trial -> direction.loss(trial.objectives().get(0))));
            ranked.addAll(complete);
        } else {
            ranked.addAll(ParetoFronts.of(goals, complete).byRank());
        }
        List<Trial> pruned = with(TrialStatus.PRUNED, trials);
        pruned.removeIf(trial -> trial.epochs().isEmpty());
        Direction direction = goals.get(0).direction();
        pruned.sort(
                Comparator.comparingInt((Trial trial) -> -last(trial).epoch())
                        .thenComparingDouble(trial -> direction.loss(last(trial).score())));
        ranked.addAll(pruned);
    }

    int size() {
        return ranked.size();
    }

    List<Trial> good() {
        return ranked.subList(0, goodCount());
    }

    List<Trial> rest() {
        return ranked.subList(goodCount(), ranked.size());
    }

    private int goodCount() {
        return Math.min((int) Math.ceil(GOOD_SHARE * ranked.size()), MAX_GOOD);
    }

    private static EpochScore last(Trial trial) {
        return trial.epochs().get(trial.epochs().size() - 1);
    }

    private static List<Trial> with(TrialStatus status, List<Trial> trials) {
        return new ArrayList<>(
                trials.stream()
                        .filter(trial -> trial.status() == status)
                        .filter(trial -> !trial.coordinates().isEmpty())
                        .toList());
    }
}
