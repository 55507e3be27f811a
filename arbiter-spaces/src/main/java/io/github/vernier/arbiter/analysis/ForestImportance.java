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
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Importance by permutation (Breiman, "Random Forests", 2001, section 10): a random forest learns
 * the rank of the score from the parameters; a parameter is as important as the mean squared error
 * grows when its values are shuffled among the trials.
 *
 * <p>Ranks, because one diverged trial would otherwise decide everything. Only complete trials
 * count: where a pruned one would have ended is not known.
 */
public final class ForestImportance {

    /** Fewer complete trials say nothing. */
    public static final int LEAST_TRIALS = 4;

    private static final int SHUFFLES = 10;
    private static final int FOLDS = 5;
    private static final String ESTIMATOR =
            "permutation, random forest of " + RegressionForest.TREES + " trees, ranks of scores";

    private final List<Encoding> encodings;
    private final List<Trial> trials;
    private final double[] targets;
    private final long seed;

    private ForestImportance(Study study, List<Trial> trials) {
        this.encodings = study.parameters().stream().map(Encoding::new).toList();
        this.trials = trials;
        this.targets = ranks(trials, study.score().direction());
        this.seed = study.seed();
    }

    /**
     * Estimates importance.
     *
     * @param study the study
     * @param trials its trials, those that are not complete being left out
     * @return the importance; empty if there are fewer than {@link #LEAST_TRIALS} complete trials
     *     or no parameters
     */
    public static Optional<Importance> of(Study study, List<Trial> trials) {
        List<Trial> complete =
                trials.stream().filter(trial -> trial.status() == TrialStatus.COMPLETE).toList();
        return complete.size() < LEAST_TRIALS || study.parameters().isEmpty()
                ? Optional.empty()
                : Optional.of(new ForestImportance(study, complete).estimate());
    }

    /** 0 for the best to 1 for the worst; equal scores have the mean of their ranks. */
    private static double[] ranks(List<Trial> trials, Direction direction) {
        double[] losses =
                trials.stream()
                        .mapToDouble(trial -> direction.loss(trial.objectives().get(0)))
                        .toArray();
        return Arrays.stream(losses)
                .map(
                        loss -> {
                            long below = Arrays.stream(losses).filter(l -> l < loss).count();
                            long equal = Arrays.stream(losses).filter(l -> l == loss).count();
                            return (below + (equal - 1) / 2.0) / (losses.length - 1);
                        })
                .toArray();
    }

    private Importance estimate() {
        List<double[][]> cells = new ArrayList<>();
        encodings.forEach(encoding -> cells.add(cells(encoding)));
        RegressionForest forest = forest(IntStream.range(0, trials.size()).toArray(), cells);
        double error = error(forest, cells);
        Random random = new Random(seed);
        Map<String, Double> increases = new LinkedHashMap<>();
        for (int i = 0; i < encodings.size(); i++) {
            double increase = 0;
            for (int shuffle = 0; shuffle < SHUFFLES; shuffle++) {
                List<double[][]> shuffled = new ArrayList<>(cells);
                shuffled.set(i, shuffled(cells.get(i), random));
                increase += error(forest, shuffled) - error;
            }
            increases.put(encodings.get(i).name(), Math.max(0, increase));
        }
        return new Importance(ESTIMATOR, trials.size(), explained(cells), shares(increases));
    }

    private double[][] cells(Encoding encoding) {
        return trials.stream()
                .map(trial -> encoding.encode(trial.values().get(encoding.name())))
                .toArray(double[][]::new);
    }

    private static double[][] shuffled(double[][] cells, Random random) {
        List<double[]> order = new ArrayList<>(Arrays.asList(cells));
        Collections.shuffle(order, random);
        return order.toArray(double[][]::new);
    }

    private static Map<String, Double> shares(Map<String, Double> increases) {
        double sum = increases.values().stream().mapToDouble(x -> x).sum();
        Map<String, Double> shares = new LinkedHashMap<>();
        // Where nothing matters, everything does as much as anything else.
        increases.forEach(
                (name, increase) ->
                        shares.put(name, sum > 0 ? increase / sum : 1.0 / increases.size()));
        return shares;
    }

    private RegressionForest forest(int[] chosen, List<double[][]> cells) {
        List<String> columns = new ArrayList<>();
        encodings.forEach(encoding -> columns.addAll(encoding.columns()));
        return new RegressionForest(
                columns,
                Arrays.stream(chosen).mapToObj(trial -> row(cells, trial)).toList(),
                Arrays.stream(chosen).mapToDouble(trial -> targets[trial]).toArray(),
                seed);
    }

    private static double[] row(List<double[][]> cells, int trial) {
        return cells.stream().flatMapToDouble(column -> Arrays.stream(column[trial])).toArray();
    }

    private double error(RegressionForest forest, List<double[][]> cells) {
        return IntStream.range(0, trials.size())
                .mapToDouble(trial -> squared(forest.predict(row(cells, trial)) - targets[trial]))
                .average()
                .orElseThrow();
    }

    /** R² of predictions for trials that the forest has not seen. */
    private double explained(List<double[][]> cells) {
        if (trials.size() < 2 * FOLDS) {
            return Double.NaN;
        }
        double mean = Arrays.stream(targets).average().orElseThrow();
        double total = Arrays.stream(targets).map(target -> squared(target - mean)).sum();
        double unexplained = 0;
        for (int fold = 0; fold < FOLDS; fold++) {
            int left = fold;
            RegressionForest forest =
                    forest(
                            IntStream.range(0, trials.size())
                                    .filter(i -> i % FOLDS != left)
                                    .toArray(),
                            cells);
            unexplained +=
                    IntStream.range(0, trials.size())
                            .filter(i -> i % FOLDS == left)
                            .mapToDouble(i -> squared(forest.predict(row(cells, i)) - targets[i]))
                            .sum();
        }
        return total > 0 ? 1 - unexplained / total : Double.NaN;
    }

    private static double squared(double x) {
        return x * x;
    }
}
