/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.search;

import io.github.vernier.arbiter.generator.History;
import io.github.vernier.arbiter.trial.Origin;
import io.github.vernier.arbiter.trial.Trial;
import io.github.vernier.arbiter.trial.TrialStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The trials of a running search in memory, by id; the store has the same. */
final class TrialLog {

    private final List<Trial> trials;
    private final int lag;

    TrialLog(List<Trial> trials, int lag) {
        this.trials = new ArrayList<>(trials);
        this.lag = lag;
    }

    synchronized List<Trial> all() {
        return List.copyOf(trials);
    }

    synchronized int size() {
        return trials.size();
    }

    /** Takes a trial as it is now. */
    synchronized Trial put(Trial trial) {
        if (trial.id() == trials.size()) {
            trials.add(trial);
        } else {
            trials.set(trial.id(), trial);
        }
        return trial;
    }

    synchronized Trial get(int id) {
        return trials.get(id);
    }

    /** Trials that use the budget. */
    synchronized long budgeted() {
        return trials.stream().filter(trial -> trial.origin() != Origin.IMPORTED).count();
    }

    synchronized Optional<Trial> firstWaiting(Predicate<Trial> mayStart) {
        return trials.stream()
                .filter(trial -> trial.status() == TrialStatus.WAITING)
                .filter(mayStart)
                .findFirst();
    }

    synchronized boolean anyWaiting() {
        return trials.stream().anyMatch(trial -> trial.status() == TrialStatus.WAITING);
    }

    /** Whether all trials that have a say in a trial are finished. */
    synchronized boolean isHorizonFinished(int id) {
        return known(id).stream().allMatch(trial -> trial.status().isFinished());
    }

    synchronized History history(int id) {
        return new History(id, known(id), List.copyOf(trials.subList(horizon(id), id)));
    }

    /** The trials that have a say in a trial. */
    synchronized List<Trial> known(int id) {
        return List.copyOf(trials.subList(0, horizon(id)));
    }

    private int horizon(int id) {
        return Math.max(0, id - lag);
    }
}
