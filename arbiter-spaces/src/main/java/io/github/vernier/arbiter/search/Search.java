/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.search;

import io.github.vernier.arbiter.exchange.TrialTable;
import io.github.vernier.arbiter.execution.TrialExecutor;
import io.github.vernier.arbiter.parameter.SearchSpace;
import io.github.vernier.arbiter.search.SearchPlan.Limits;
import io.github.vernier.arbiter.trial.EpochScore;
import io.github.vernier.arbiter.trial.NewTrial;
import io.github.vernier.arbiter.trial.Origin;
import io.github.vernier.arbiter.trial.Outcome;
import io.github.vernier.arbiter.trial.Study;
import io.github.vernier.arbiter.trial.Trial;
import io.github.vernier.arbiter.trial.TrialStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A search: what {@link SearchBuilder} was told, ready to run.
 *
 * <p>On a store that has trials of the same search, {@link #run()} resumes it.
 *
 * @param <T> what the space makes of a point
 */
public final class Search<T> implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Search.class);

    private final SearchPlan<T> plan;
    private final Limits limits;
    private final TrialStore store;
    private final boolean ownsStore;
    private final TrialExecutor executor;
    private final List<SearchListener> listeners;
    private volatile SearchEngine<T> engine;
    private volatile boolean isRunning;
    private volatile String stopBeforeStart;

    Search(
            SearchPlan<T> plan,
            Limits limits,
            TrialStore store,
            boolean ownsStore,
            TrialExecutor executor,
            List<SearchListener> listeners) {
        this.plan = plan;
        this.limits = limits;
        this.store = store;
        this.ownsStore = ownsStore;
        this.executor = executor;
        this.listeners = new CopyOnWriteArrayList<>(listeners);
    }

    /** Starts with the defaults. */
    public static SearchBuilder<Object> builder() {
        return new SearchBuilder<>();
    }

    /**
     * Runs until one of the limits is reached; on a store with trials, goes on where they end.
     *
     * @return what was found, earlier runs included
     * @throws IllegalStateException if another search uses the store, or the store has a search
     *     with other settings
     */
    public synchronized SearchResult run() {
        isRunning = true;
        try {
            tell(listener -> listener.onBegin(this));
            SearchEngine<T> run = new SearchEngine<>(plan, limits, store, executor, this::tell);
            engine = run;
            if (stopBeforeStart != null) {
                run.stop(stopBeforeStart);
            }
            SearchResult result = run.run();
            tell(listener -> listener.onFinish(result));
            return result;
        } finally {
            isRunning = false;
            stopBeforeStart = null;
            executor.close();
        }
    }

    /**
     * Ends the search from another thread; what runs is cancelled, and runs again if the search is
     * resumed.
     *
     * @param reason why, for the result
     */
    public void stop(String reason) {
        stopBeforeStart = reason;
        SearchEngine<T> running = engine;
        if (running != null) {
            running.stop(reason);
        }
    }

    /**
     * Ends the search from another thread, once what runs has ended.
     *
     * @param reason why, for the result
     */
    public void drain(String reason) {
        SearchEngine<T> running = engine;
        if (running != null) {
            running.drain(reason);
        } else {
            stop(reason);
        }
    }

    /**
     * Adds a candidate that runs before the generator's next.
     *
     * @param values by parameter; those that play no part are left out
     * @return its trial
     * @throws IllegalArgumentException if the space has no such candidate
     * @throws IllegalStateException if the search is running: its sequence is decided
     */
    public Trial enqueue(Map<String, ?> values) {
        return store.add(at(values, Origin.ENQUEUED));
    }

    /**
     * Adds a trial that was run elsewhere, to learn from.
     *
     * @param values by parameter; those that play no part are left out
     * @param epochs its epochs' scores
     * @param outcome how it ended
     * @return its trial
     * @throws IllegalArgumentException if the space has no such candidate
     * @throws IllegalStateException if the search is running: its sequence is decided
     */
    public Trial add(Map<String, ?> values, List<EpochScore> epochs, Outcome outcome) {
        return store.addFinished(at(values, Origin.IMPORTED), epochs, outcome);
    }

    /**
     * Adds the trials of a table; see {@link TrialTable#read}. All of them or, if one does not fit,
     * none.
     *
     * @param table a CSV file with the columns of Optuna's {@code trials_dataframe}
     * @return their number
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException naming the lines that do not fit the space or the goals
     */
    public int importTable(Path table) throws IOException {
        List<TrialTable.Row> rows = TrialTable.read(table, plan.goals(), plan.space());
        rows.forEach(row -> add(row.values(), List.of(), row.outcome()));
        return rows.size();
    }

    /** Closes the store, unless it was given as one. */
    @Override
    public void close() {
        if (ownsStore) {
            store.close();
        }
    }

    /** What all its trials have in common. */
    public Study study() {
        return plan.study();
    }

    /** What is searched. */
    public SearchSpace<T> space() {
        return plan.space();
    }

    /** Where its trials are. */
    public TrialStore store() {
        return store;
    }

    /** Its trials so far, by id. */
    public List<Trial> trials() {
        SearchEngine<T> running = engine;
        return running == null ? store.trials() : running.trials();
    }

    /** Number of trials it runs at a time. */
    public int parallelism() {
        return limits.parallelism();
    }

    /**
     * Adds a listener.
     *
     * @param listener the listener
     */
    public void addListener(SearchListener listener) {
        listeners.add(listener);
    }

    private NewTrial at(Map<String, ?> values, Origin origin) {
        if (isRunning) {
            throw new IllegalStateException("Candidates are added before a search runs");
        }
        store.create(plan.study());
        double[] point = plan.space().coordinates(values);
        return NewTrials.at(plan, origin, store.trials().size(), point);
    }

    private void tell(Consumer<SearchListener> what) {
        for (SearchListener listener : listeners) {
            try {
                what.accept(listener);
            } catch (RuntimeException e) {
                LOG.error("A listener failed; the search goes on", e);
            }
        }
    }
}
