/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.search;

import java.util.HashMap;
import java.util.Map;

/** Which trials may be started once more; a run of the search counts anew. */
final class SecondChances {

    /** A trial that loses its machine more often is taken for the cause. */
    private static final int MAX_LOSSES = 5;

    private final int retries;
    private final Map<Integer, Integer> failures = new HashMap<>();
    private final Map<Integer, Integer> losses = new HashMap<>();

    SecondChances(int retries) {
        this.retries = retries;
    }

    /** Counts a failure of a trial; whether it gets another attempt. */
    boolean afterFailure(int trial) {
        return failures.merge(trial, 1, Integer::sum) <= retries;
    }

    /** Counts a loss of the place a trial ran at; whether it gets another attempt. */
    boolean afterLoss(int trial) {
        return losses.merge(trial, 1, Integer::sum) <= MAX_LOSSES;
    }
}
