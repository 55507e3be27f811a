/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.search;

/** Why a search ended. */
public enum EndReason {
    /** All trials asked for have been run. */
    TRIALS,
    /** The space has no further candidate: a grid is done. */
    EXHAUSTED,
    /** Its time was up. */
    TIME_LIMIT,
    /** A condition given to it held. */
    CONDITION,
    /** Somebody stopped it. */
    STOPPED,
    /** Too many trials failed in a row. */
    FAILURES
}
