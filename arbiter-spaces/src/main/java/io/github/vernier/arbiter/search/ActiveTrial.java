/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.search;

import io.github.vernier.arbiter.execution.TrialExecutor;
import io.github.vernier.arbiter.execution.TrialMonitor;
import io.github.vernier.arbiter.trial.EpochScore;
import io.github.vernier.arbiter.trial.Trial;
import io.github.vernier.arbiter.trial.TrialStatus;
import io.github.vernier.arbiter.trial.TrialStore;
import java.util.Optional;

/** A running trial: its reports go to the store, and it can be told to stop. */
final class ActiveTrial implements TrialMonitor {

    private final Trial trial;
    private final TrialStore store;
    private final long startedNanos = System.nanoTime();
    private volatile String stopReason;
    private volatile String pruneReason;
    private TrialStatus ifStopped = TrialStatus.CANCELLED;
    private long stoppedNanos;
    private TrialExecutor.Running running;

    ActiveTrial(Trial trial, TrialStore store) {
        this.trial = trial;
        this.store = store;
    }

    @Override
    public void report(EpochScore score) {
        store.report(trial.id(), trial.attempt(), score);
    }

    @Override
    public Optional<String> stopReason() {
        return Optional.ofNullable(stopReason);
    }

    @Override
    public Optional<String> pruneReason() {
        return Optional.ofNullable(pruneReason);
    }

    Trial trial() {
        return trial;
    }

    void runsAs(TrialExecutor.Running started) {
        this.running = started;
    }

    long ranNanos() {
        return System.nanoTime() - startedNanos;
    }

    boolean isStopping() {
        return stopReason != null;
    }

    /** Time since it was told to stop. */
    long stoppingNanos() {
        return System.nanoTime() - stoppedNanos;
    }

    /** What it counts as, having been told to stop. */
    TrialStatus ifStopped() {
        return ifStopped;
    }

    void prune(String reason) {
        pruneReason = reason;
    }

    /** Tells it to stop; the first reason counts. */
    void stop(String reason, TrialStatus countsAs) {
        if (isStopping()) {
            return;
        }
        ifStopped = countsAs;
        stoppedNanos = System.nanoTime();
        stopReason = reason;
        if (running != null) {
            running.interrupt();
        }
    }
}
