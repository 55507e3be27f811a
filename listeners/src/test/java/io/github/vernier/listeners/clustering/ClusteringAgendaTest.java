/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.clustering;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vernier.listeners.probe.Schedule;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class ClusteringAgendaTest {

    private static final long LONG = 1_000_000;

    private static Schedule.Tick tick(int iteration) {
        // Whatever the probe says of its time: each schedule has an account of its own.
        return new Schedule.Tick(iteration, 0, iteration == 0, 1, Long.MAX_VALUE);
    }

    @Test
    void timeOfOneIsNotTimeOfTheOther() {
        ClusteringAgenda agenda =
                new ClusteringAgenda(Schedule.timeShare(0.5), Schedule.timeShare(0.5));
        assertThat(agenda.due(tick(0))).isTrue();
        assertThat(agenda.updateDue()).isTrue();
        assertThat(agenda.assignmentDue()).isTrue();
        agenda.timeAssignment(() -> LockSupport.parkNanos(LONG));
        assertThat(agenda.due(tick(1))).isTrue();
        assertThat(agenda.updateDue()).isTrue();
        assertThat(agenda.assignmentDue()).isFalse();
        agenda.timeUpdate(() -> LockSupport.parkNanos(LONG));
        assertThat(agenda.due(tick(2))).isFalse();
    }

    @Test
    void eitherIsEnough() {
        ClusteringAgenda agenda = new ClusteringAgenda(Schedule.every(2), Schedule.every(3));
        StringBuilder due = new StringBuilder();
        for (int i = 0; i < 7; i++) {
            due.append(agenda.due(tick(i)) ? 'x' : '.');
        }
        assertThat(due).hasToString("x.xxx.x");
    }
}
