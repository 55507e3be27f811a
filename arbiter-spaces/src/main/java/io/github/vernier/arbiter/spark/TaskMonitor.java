/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spark;

import io.github.vernier.arbiter.execution.TrialMonitor;
import io.github.vernier.arbiter.trial.EpochScore;
import java.util.Optional;
import org.apache.spark.TaskContext;

/** Watches a trial on an executor: all it can be told is that its task was cancelled. */
final class TaskMonitor implements TrialMonitor {

    private final TaskContext context;

    TaskMonitor(TaskContext context) {
        this.context = context;
    }

    @Override
    public void report(EpochScore score) {
        // Epochs go back with the result.
    }

    @Override
    public Optional<String> stopReason() {
        return context.isInterrupted() ? Optional.of("The task was cancelled") : Optional.empty();
    }

    @Override
    public Optional<String> pruneReason() {
        return Optional.empty();
    }
}
