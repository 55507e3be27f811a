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
import java.util.stream.DoubleStream;

/**
 * Asynchronous successive halving (ASHA): lets the best 1/η of trials pass each rung.
 *
 * <p>Rungs are at epochs r, r η, r η²... A trial that reaches one is compared with all trials
 * before it that have, pruned ones too, and goes on if it is among the best max(1, ⌊n/η⌋) of the n,
 * itself included (Li et al., "A System for Massively Parallel Hyperparameter Tuning", 2020,
 * algorithm 2, in the form without suspended trials of Optuna's {@code SuccessiveHalvingPruner}).
 * NaN never passes.
 *
 * @param firstRung r, the epochs every trial may train
 * @param keepOneIn η, at least 2
 */
public record SuccessiveHalving(int firstRung, int keepOneIn) implements Pruning {

    /** Reduction factor of Optuna's pruner, and of the paper's experiments. */
    public static final int DEFAULT_KEEP_ONE_IN = 4;

    /** Checks both numbers. */
    public SuccessiveHalving {
        if (firstRung < 1) {
            throw new IllegalArgumentException(
                    "firstRung must be at least 1, but got " + firstRung);
        }
        if (keepOneIn < 2) {
            throw new IllegalArgumentException(
                    "keepOneIn must be at least 2, but got " + keepOneIn);
        }
    }

    /** Rungs at epochs 1, 4, 16... */
    public static SuccessiveHalving defaults() {
        return new SuccessiveHalving(1, DEFAULT_KEEP_ONE_IN);
    }

    @Override
    public String settings() {
        return "successive halving, first rung " + firstRung + ", keep one in " + keepOneIn;
    }

    @Override
    public Optional<String> verdict(
            Direction direction, List<EpochScore> own, List<LearningCurve> peers) {
        EpochScore last = own.get(own.size() - 1);
        if (!isRung(last.epoch())) {
            return Optional.empty();
        }
        double[] losses =
                DoubleStream.concat(
                                DoubleStream.of(last.score()),
                                peers.stream()
                                        .flatMapToDouble(curve -> curve.at(last.epoch()).stream()))
                        .filter(score -> !Double.isNaN(score))
                        .map(direction::loss)
                        .sorted()
                        .toArray();
        int kept = Math.max(1, losses.length / keepOneIn);
        boolean passes =
                !Double.isNaN(last.score()) && direction.loss(last.score()) <= losses[kept - 1];
        return passes
                ? Optional.empty()
                : Optional.of(
                        String.format(
                                Locale.ROOT,
                                "Rung at epoch %d: score %.6g is not among the best %d of %d",
                                last.epoch(),
                                last.score(),
                                kept,
                                losses.length));
    }

    private boolean isRung(int epoch) {
        long rung = firstRung;
        while (rung < epoch) {
            rung *= keepOneIn;
        }
        return rung == epoch;
    }
}
