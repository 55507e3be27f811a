/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.execution;

import io.github.vernier.arbiter.trial.EpochScore;
import java.util.Optional;

/** Where a running trial is watched from. */
public interface TrialMonitor {

    /**
     * Takes an epoch's score.
     *
     * @param score the score
     */
    void report(EpochScore score);

    /** Why the trial must stop at once, if it must. */
    Optional<String> stopReason();

    /** Why the trial is to be pruned at its next report, if it is. */
    Optional<String> pruneReason();
}
