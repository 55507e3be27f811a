/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.execution;

import java.util.concurrent.CompletableFuture;

/** Runs tasks somewhere. */
public interface TrialExecutor extends AutoCloseable {

    /**
     * Starts a task at once; a search never starts more than its parallelism.
     *
     * @param task the task
     * @param monitor who watches it; if it runs elsewhere, epochs may arrive with the result
     */
    Running submit(TrialTask<?> task, TrialMonitor monitor);

    /** Whether epochs are reported to the monitor as they come, or with the result only. */
    boolean reportsLive();

    /** Frees what tasks ran on; those still running are interrupted. */
    @Override
    void close();

    /** A task that was started. */
    interface Running {

        /**
         * Its result. Completes exceptionally if the place it ran at was lost, which says nothing
         * about the trial.
         */
        CompletableFuture<TaskResult> result();

        /** Interrupts it. */
        void interrupt();
    }
}
