/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.clustering;

import io.github.vernier.listeners.probe.Schedule;

/** Whether centres are to be moved, or all examples to be assigned, in an iteration. */
final class ClusteringAgenda implements Schedule {

    private final Schedule updates;
    private final Schedule assignments;
    private boolean updateDue;
    private boolean assignmentDue;

    ClusteringAgenda(Schedule updates, Schedule assignments) {
        this.updates = updates;
        this.assignments = assignments;
    }

    @Override
    public boolean due(Tick tick) {
        updateDue = updates.due(tick);
        assignmentDue = assignments.due(tick);
        return updateDue || assignmentDue;
    }

    boolean updateDue() {
        return updateDue;
    }

    boolean assignmentDue() {
        return assignmentDue;
    }
}
