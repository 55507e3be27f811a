/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.execution;

import io.github.vernier.arbiter.trial.EpochScore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A running trial as its objective sees it. */
public final class TrialContext {

    private final TrialTask<?> task;
    private final TrialMonitor monitor;
    private final long deadline;
    private final List<EpochScore> epochs = new ArrayList<>();
    private String modelPath;

    TrialContext(TrialTask<?> task, TrialMonitor monitor) {
        this.task = task;
        this.monitor = monitor;
        this.deadline = System.nanoTime() + task.limit().toNanos();
    }

    /** The trial's id. */
    public int id() {
        return task.id();
    }

    /** Times it was started, this one included. */
    public int attempt() {
        return task.attempt();
    }

    /** What to derive every random choice from: the same in every attempt. */
    public long seed() {
        return task.seed();
    }

    /** Its point in the unit cube. */
    public List<Double> coordinates() {
        return task.coordinates();
    }

    /** What was chosen, by parameter; null where a parameter plays no part. */
    public Map<String, Object> values() {
        return task.values();
    }

    /**
     * Reports an epoch's score.
     *
     * @param epoch number of epochs trained so far, each larger than the last
     * @param score the score; may be NaN
     * @throws PrunedException if the trial is to be given up
     * @throws StoppedException if it is to stop
     */
    public void report(int epoch, double score) {
        if (!epochs.isEmpty() && epoch <= epochs.get(epochs.size() - 1).epoch()) {
            throw new IllegalArgumentException(
                    "epoch must be above "
                            + epochs.get(epochs.size() - 1).epoch()
                            + ", the last one reported, but got "
                            + epoch);
        }
        checkpoint();
        EpochScore reported = new EpochScore(epoch, score);
        epochs.add(reported);
        monitor.report(reported);
        Optional<String> verdict =
                monitor.pruneReason()
                        .or(() -> task.pruning().verdict(task.direction(), epochs, task.peers()));
        if (verdict.isPresent()) {
            throw new PrunedException(verdict.get());
        }
    }

    /**
     * Gives the trial the chance to stop; costs next to nothing.
     *
     * @throws StoppedException if the search was stopped or the trial's time is up
     */
    public void checkpoint() {
        Optional<String> reason = monitor.stopReason();
        if (reason.isPresent()) {
            throw new StoppedException(reason.get());
        }
        if (System.nanoTime() - deadline > 0) {
            throw new TimeLimitException(task.limit());
        }
    }

    /**
     * Notes where the model was saved.
     *
     * @param path the file
     */
    public void savedTo(String path) {
        this.modelPath = path;
    }

    List<EpochScore> epochs() {
        return epochs;
    }

    String modelPath() {
        return modelPath;
    }
}
