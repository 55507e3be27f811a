/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.estimator;

import io.github.vernier.listeners.probe.Schedule;

/** What of an estimator's work is due in an iteration. */
final class Agenda implements Schedule {

    private final Schedule frequent;
    private final Schedule infrequent;
    private final Schedule measurement;
    private final boolean always;
    private boolean frequentDue;
    private boolean infrequentDue;
    private boolean measurementDue;

    Agenda(Schedule frequent, Schedule infrequent, Schedule measurement, boolean always) {
        this.frequent = frequent;
        this.infrequent = infrequent;
        this.measurement = measurement;
        this.always = always;
    }

    @Override
    public boolean due(Tick tick) {
        frequentDue = frequent.due(tick);
        infrequentDue = infrequent.due(tick);
        measurementDue = measurement.due(tick);
        return always || frequentDue || infrequentDue || measurementDue;
    }

    boolean frequentDue() {
        return frequentDue;
    }

    boolean infrequentDue() {
        return infrequentDue;
    }

    boolean measurementDue() {
        return measurementDue;
    }
}
