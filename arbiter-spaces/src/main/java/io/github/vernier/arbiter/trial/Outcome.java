/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.trial;

import java.io.Serializable;
import java.util.List;

/**
 * How an attempt at a trial ended.
 *
 * @param status a finished status
 * @param objectives the value of each goal; empty unless complete
 * @param modelPath where the model was saved; null if it was not
 * @param failure stack trace or reason; null if there is none
 */
public record Outcome(TrialStatus status, List<Double> objectives, String modelPath, String failure)
        implements Serializable {

    /** Checks that the status is a finished one, and that a complete trial has finite values. */
    public Outcome {
        objectives = List.copyOf(objectives);
        if (!status.isFinished()) {
            throw new IllegalArgumentException("Not an outcome: " + status);
        }
        if (objectives.isEmpty() == (status == TrialStatus.COMPLETE)) {
            throw new IllegalArgumentException(
                    "A trial has objectives if and only if it is complete, but got "
                            + status
                            + " with "
                            + objectives);
        }
        if (objectives.stream().anyMatch(value -> !Double.isFinite(value))) {
            throw new IllegalArgumentException(
                    "A complete trial has finite values, but got " + objectives);
        }
    }

    /**
     * Ran to its end.
     *
     * @param objectives the value of each goal
     * @param modelPath where the model was saved; null if it was not
     */
    public static Outcome complete(List<Double> objectives, String modelPath) {
        return new Outcome(TrialStatus.COMPLETE, objectives, modelPath, null);
    }

    /**
     * Was given up early.
     *
     * @param reason why
     */
    public static Outcome pruned(String reason) {
        return new Outcome(TrialStatus.PRUNED, List.of(), null, reason);
    }

    /**
     * Failed.
     *
     * @param failure the stack trace, or why
     */
    public static Outcome failed(String failure) {
        return new Outcome(TrialStatus.FAILED, List.of(), null, failure);
    }

    /**
     * Was stopped.
     *
     * @param reason why
     */
    public static Outcome cancelled(String reason) {
        return new Outcome(TrialStatus.CANCELLED, List.of(), null, reason);
    }
}
