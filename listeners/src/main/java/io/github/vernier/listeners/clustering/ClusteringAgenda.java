/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.clustering;

import io.github.vernier.listeners.probe.Schedule;

/**
 * Whether centres are to be moved, or all examples to be assigned, in an iteration; each with an
 * account of its own time, so that neither starves the other.
 */
final class ClusteringAgenda implements Schedule {

    private final Schedule updates;
    private final Schedule assignments;
    private boolean updateDue;
    private boolean assignmentDue;
    private long updateNanos;
    private long assignmentNanos;

    ClusteringAgenda(Schedule updates, Schedule assignments) {
        this.updates = updates;
        this.assignments = assignments;
    }

    @Override
    public boolean due(Tick tick) {
        updateDue = updates.due(with(tick, updateNanos));
        assignmentDue = assignments.due(with(tick, assignmentNanos));
        return updateDue || assignmentDue;
    }

    private static Tick with(Tick tick, long nanos) {
        return new Tick(
                tick.iteration(), tick.epoch(), tick.firstOfEpoch(), tick.elapsedNanos(), nanos);
    }

    boolean updateDue() {
        return updateDue;
    }

    boolean assignmentDue() {
        return assignmentDue;
    }

    void timeUpdate(Runnable update) {
        long start = System.nanoTime();
        update.run();
        updateNanos += System.nanoTime() - start;
    }

    void timeAssignment(Runnable assignment) {
        long start = System.nanoTime();
        assignment.run();
        assignmentNanos += System.nanoTime() - start;
    }
}
