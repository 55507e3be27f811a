/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.trial;

/** Where a trial stands. */
public enum TrialStatus {
    /** Decided, not started: enqueued, or handed back by a search that died or lost a machine. */
    WAITING,
    /** Started and not ended. */
    RUNNING,
    /** Ran to its end with a score for every goal. */
    COMPLETE,
    /** Given up early because others were better at the same epoch; its scores so far count. */
    PRUNED,
    /** Threw, ran out of its own time, or scored NaN, as often as it may be retried. */
    FAILED,
    /** Was running when its search was stopped; runs again if the search is resumed. */
    CANCELLED;

    /** Whether nothing will change any more. */
    public boolean isFinished() {
        return this != WAITING && this != RUNNING;
    }
}
