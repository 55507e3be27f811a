/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.cdg;

/** Follows a long measurement, and may end it. */
@FunctionalInterface
public interface CdgProgress {

    /** Follows nothing. */
    CdgProgress NONE = evaluations -> true;

    /**
     * Called between groups of evaluations.
     *
     * @param evaluations losses computed since the last call
     * @return whether to go on
     */
    boolean evaluated(long evaluations);
}
