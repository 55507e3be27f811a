/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.probe;

import java.util.Objects;

/**
 * The settings of probes with one schedule.
 *
 * @param <T> the builder's own type, for fluent calls
 */
@SuppressWarnings("unchecked")
public abstract class ProbeBuilder<T extends ProbeBuilder<T>> extends RecordingBuilder<T> {

    private Schedule schedule;

    /**
     * Starts the settings.
     *
     * @param schedule when to measure by default
     */
    protected ProbeBuilder(Schedule schedule) {
        this.schedule = schedule;
    }

    /**
     * Sets when to measure.
     *
     * @param schedule schedule of this probe alone
     * @return this
     */
    public T schedule(Schedule schedule) {
        this.schedule = Objects.requireNonNull(schedule, "schedule must be given");
        return (T) this;
    }

    /** When to measure. */
    public final Schedule getSchedule() {
        return schedule;
    }
}
