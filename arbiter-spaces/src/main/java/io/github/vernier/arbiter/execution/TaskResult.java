/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.execution;

import io.github.vernier.arbiter.trial.Attempt;
import io.github.vernier.arbiter.trial.EpochScore;
import io.github.vernier.arbiter.trial.Outcome;
import java.io.Serializable;
import java.util.List;

/**
 * What became of a task.
 *
 * @param outcome how it ended
 * @param epochs scores of its epochs
 * @param where where it ran
 */
public record TaskResult(Outcome outcome, List<EpochScore> epochs, Attempt where)
        implements Serializable {

    /** Copies the scores. */
    public TaskResult {
        epochs = List.copyOf(epochs);
    }
}
