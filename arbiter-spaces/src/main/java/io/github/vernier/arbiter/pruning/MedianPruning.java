/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.pruning;

import io.github.vernier.arbiter.trial.Direction;
import io.github.vernier.arbiter.trial.EpochScore;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Gives up a trial whose best score so far is worse than the median of complete trials' scores at
 * the same epoch (Golovin et al., "Google Vizier", 2017, 3.4.2; defaults as Optuna's {@code
 * MedianPruner}). A trial without any score but NaN is worse than all.
 *
 * @param startup complete trials that must have reached the epoch before anything is pruned
 * @param grace epochs no trial is pruned before the end of
 */
public record MedianPruning(int startup, int grace) implements Pruning {

    /** Optuna's default number of trials to learn from. */
    public static final int DEFAULT_STARTUP = 5;

    /** Checks both numbers. */
    public MedianPruning {
        if (startup < 1) {
            throw new IllegalArgumentException("startup must be at least 1, but got " + startup);
        }
        if (grace < 0) {
            throw new IllegalArgumentException("grace must be at least 0, but got " + grace);
        }
    }

    /** After {@value #DEFAULT_STARTUP} complete trials, from the first epoch on. */
    public static MedianPruning defaults() {
        return new MedianPruning(DEFAULT_STARTUP, 0);
    }

    @Override
    public String settings() {
        return "median, startup " + startup + ", grace " + grace;
    }

    @Override
    public Optional<String> verdict(
            Direction direction, List<EpochScore> own, List<LearningCurve> peers) {
        int epoch = own.get(own.size() - 1).epoch();
        double[] others =
                peers.stream()
                        .filter(LearningCurve::isComplete)
                        .flatMapToDouble(curve -> curve.at(epoch).stream())
                        .filter(score -> !Double.isNaN(score))
                        .sorted()
                        .toArray();
        if (epoch <= grace || others.length < startup) {
            return Optional.empty();
        }
        double median = (others[(others.length - 1) / 2] + others[others.length / 2]) / 2;
        double best = Double.NaN;
        for (EpochScore score : own) {
            best = direction.better(score.score(), best) ? score.score() : best;
        }
        return direction.better(median, best)
                ? Optional.of(
                        String.format(
                                Locale.ROOT,
                                "Epoch %d: best score %.6g is worse than the median %.6g of %d"
                                        + " trials",
                                epoch,
                                best,
                                median,
                                others.length))
                : Optional.empty();
    }
}
