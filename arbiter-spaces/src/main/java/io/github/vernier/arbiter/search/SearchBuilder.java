/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.search;

import io.github.vernier.arbiter.execution.LocalExecutor;
import io.github.vernier.arbiter.execution.Measure;
import io.github.vernier.arbiter.execution.Objective;
import io.github.vernier.arbiter.execution.TrialExecutor;
import io.github.vernier.arbiter.generator.Generator;
import io.github.vernier.arbiter.generator.TpeSearch;
import io.github.vernier.arbiter.network.NetworkObjective;
import io.github.vernier.arbiter.parameter.SearchSpace;
import io.github.vernier.arbiter.pruning.NoPruning;
import io.github.vernier.arbiter.pruning.Pruning;
import io.github.vernier.arbiter.search.SearchPlan.Limits;
import io.github.vernier.arbiter.trial.Direction;
import io.github.vernier.arbiter.trial.Goal;
import io.github.vernier.arbiter.trial.SqliteTrialStore;
import io.github.vernier.arbiter.trial.TrialStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;

/**
 * Options of a search; the space comes first, since it decides what candidates are.
 *
 * @param <T> what the space makes of a point
 */
public final class SearchBuilder<T> {

    /** Trials before a candidate that have no say in it: up to five find work at a time. */
    public static final int DEFAULT_LAG = 4;

    /** Trials that may fail in a row; KerasTuner's default. */
    public static final int DEFAULT_CONSECUTIVE_FAILURES = 3;

    /** Time that a stopped trial has to react. */
    public static final Duration DEFAULT_GRACE = Duration.ofSeconds(5);

    /** A limit that is never reached. */
    private static final Duration UNLIMITED = Duration.ofDays(365);

    private String name = "search";
    private SearchSpace<T> space;
    private Objective<T> objective;
    private Goal score;
    private final List<Goal> furtherGoals = new ArrayList<>();
    private final List<Measure<T>> measures = new ArrayList<>();
    private Generator generator = TpeSearch.defaults();
    private Pruning pruning = new NoPruning();
    private long seed;
    private int lag = DEFAULT_LAG;
    private int trials = Integer.MAX_VALUE;
    private Duration time = UNLIMITED;
    private Duration trialTime = UNLIMITED;
    private Duration grace = DEFAULT_GRACE;
    private int parallelism = 1;
    private int retries;
    private int consecutiveFailures = DEFAULT_CONSECUTIVE_FAILURES;
    private final List<StopCondition> conditions = new ArrayList<>();
    private TrialStore store;
    private Path file;
    private TrialExecutor executor;
    private final List<SearchListener> listeners = new ArrayList<>();

    SearchBuilder() {}

    /**
     * Sets what is searched; call it first.
     *
     * @param space any of Arbiter's spaces
     * @param <S> what it makes of a point
     */
    public <S> SearchBuilder<S> space(ParameterSpace<S> space) {
        if (objective != null || !measures.isEmpty()) {
            throw new IllegalStateException("The space must be given before what depends on it");
        }
        @SuppressWarnings("unchecked") // Nothing of type T has been given yet.
        SearchBuilder<S> typed = (SearchBuilder<S>) this;
        typed.space = SearchSpace.of(space);
        return typed;
    }

    /**
     * Sets the search's name.
     *
     * @param name its name
     */
    public SearchBuilder<T> name(String name) {
        this.name = name;
        return this;
    }

    /**
     * Sets the score to make small.
     *
     * @param score its name
     * @param objective trains and scores a candidate
     */
    public SearchBuilder<T> minimize(String score, Objective<T> objective) {
        return objective(new Goal(score, Direction.MINIMIZE), objective);
    }

    /**
     * Sets the score to make large.
     *
     * @param score its name
     * @param objective trains and scores a candidate
     */
    public SearchBuilder<T> maximize(String score, Objective<T> objective) {
        return objective(new Goal(score, Direction.MAXIMIZE), objective);
    }

    /**
     * Sets the score.
     *
     * @param goal its name and direction
     * @param objective trains and scores a candidate
     */
    public SearchBuilder<T> objective(Goal goal, Objective<? super T> objective) {
        this.score = goal;
        this.objective = objective::evaluate;
        return this;
    }

    /**
     * Sets the training and the score of networks.
     *
     * @param objective trains and scores a network
     */
    public SearchBuilder<T> objective(NetworkObjective objective) {
        return objective(objective.goal(), objective);
    }

    /**
     * Adds a goal that a candidate decides by itself; the result then has a Pareto front.
     *
     * @param goal its name and direction
     * @param measure its value
     */
    public SearchBuilder<T> also(Goal goal, Measure<? super T> measure) {
        furtherGoals.add(goal);
        measures.add(measure::of);
        return this;
    }

    /**
     * Sets what chooses candidates; {@link TpeSearch} if not given.
     *
     * @param generator the generator
     */
    public SearchBuilder<T> generator(Generator generator) {
        this.generator = generator;
        return this;
    }

    /**
     * Sets what gives trials up; nothing does if not given.
     *
     * @param pruning the rule
     */
    public SearchBuilder<T> pruning(Pruning pruning) {
        this.pruning = pruning;
        return this;
    }

    /**
     * Sets what every random choice derives from.
     *
     * @param seed any number
     */
    public SearchBuilder<T> seed(long seed) {
        this.seed = seed;
        return this;
    }

    /**
     * Sets how many trials before a candidate have no say in it; part of what decides the sequence.
     *
     * @param lag at least 0; lag + 1 trials at a time find work
     */
    public SearchBuilder<T> lag(int lag) {
        this.lag = atLeast(0, "lag", lag);
        return this;
    }

    /**
     * Sets the number of trials in all, those of earlier runs included, imported ones not.
     *
     * @param trials at least 1
     */
    public SearchBuilder<T> trials(int trials) {
        this.trials = atLeast(1, "trials", trials);
        return this;
    }

    /**
     * Sets the time of one run; what runs then is cancelled.
     *
     * @param time above 0
     */
    public SearchBuilder<T> timeLimit(Duration time) {
        this.time = positive("timeLimit", time);
        return this;
    }

    /**
     * Sets the time of one trial, which fails then.
     *
     * @param time above 0
     */
    public SearchBuilder<T> trialTimeLimit(Duration time) {
        this.trialTime = positive("trialTimeLimit", time);
        return this;
    }

    /**
     * Sets how long a trial that was told to stop may take to react; then the search goes on
     * without it. Networks react at the next iteration.
     *
     * @param grace above 0
     */
    public SearchBuilder<T> grace(Duration grace) {
        this.grace = positive("grace", grace);
        return this;
    }

    /**
     * Sets how many trials run at a time; has no influence on which.
     *
     * @param parallelism at least 1
     */
    public SearchBuilder<T> parallelism(int parallelism) {
        this.parallelism = atLeast(1, "parallelism", parallelism);
        return this;
    }

    /**
     * Sets how often a trial that failed is tried again; never if not given.
     *
     * @param retries at least 0
     */
    public SearchBuilder<T> retries(int retries) {
        this.retries = atLeast(0, "retries", retries);
        return this;
    }

    /**
     * Sets how many trials may fail in a row before the search ends.
     *
     * @param consecutiveFailures at least 1
     */
    public SearchBuilder<T> maxConsecutiveFailures(int consecutiveFailures) {
        this.consecutiveFailures = atLeast(1, "maxConsecutiveFailures", consecutiveFailures);
        return this;
    }

    /**
     * Adds a condition that ends the search.
     *
     * @param condition the condition
     */
    public SearchBuilder<T> stopWhen(StopCondition condition) {
        conditions.add(condition);
        return this;
    }

    /**
     * Keeps trials in a file, and resumes the search that is there. The search opens it, and closes
     * it when it is {@linkplain Search#close closed} itself.
     *
     * @param file the file; its folder must exist
     */
    public SearchBuilder<T> store(Path file) {
        this.file = file;
        this.store = null;
        return this;
    }

    /**
     * Keeps trials in a store, and resumes the search that is there; in memory if not given.
     *
     * @param store the store; the caller closes it
     */
    public SearchBuilder<T> store(TrialStore store) {
        this.store = store;
        this.file = null;
        return this;
    }

    /**
     * Sets where trials run; on threads of this process if not given.
     *
     * @param executor the executor; the search closes it
     */
    public SearchBuilder<T> executor(TrialExecutor executor) {
        this.executor = executor;
        return this;
    }

    /**
     * Adds a listener.
     *
     * @param listener the listener
     */
    public SearchBuilder<T> listener(SearchListener listener) {
        listeners.add(listener);
        return this;
    }

    /**
     * Makes the search.
     *
     * @throws IllegalStateException if the space or the objective is missing
     */
    public Search<T> build() {
        if (space == null) {
            throw new IllegalStateException("A search needs a space");
        }
        if (objective == null) {
            throw new IllegalStateException("A search needs an objective");
        }
        List<Goal> goals = new ArrayList<>(List.of(score));
        goals.addAll(furtherGoals);
        SearchPlan<T> plan =
                new SearchPlan<>(
                        name,
                        space,
                        objective,
                        List.copyOf(goals),
                        List.copyOf(measures),
                        generator,
                        pruning,
                        seed,
                        lag);
        Limits limits =
                new Limits(
                        trials,
                        time,
                        trialTime,
                        grace,
                        parallelism,
                        retries,
                        consecutiveFailures,
                        List.copyOf(conditions));
        return new Search<>(
                plan,
                limits,
                store != null ? store : ownStore(),
                store == null,
                Objects.requireNonNullElseGet(executor, LocalExecutor::new),
                listeners);
    }

    private TrialStore ownStore() {
        return file == null ? SqliteTrialStore.inMemory() : SqliteTrialStore.open(file);
    }

    private static int atLeast(int least, String name, int value) {
        if (value < least) {
            throw new IllegalArgumentException(
                    name + " must be at least " + least + ", but got " + value);
        }
        return value;
    }

    private static Duration positive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + " must be above 0, but got " + value);
        }
        return value;
    }
}
