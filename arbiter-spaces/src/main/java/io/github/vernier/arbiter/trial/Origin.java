/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.trial;

/** Who chose a trial's values. */
public enum Origin {
    /** The search's generator. */
    GENERATED,
    /** A person, ahead of the generator. */
    ENQUEUED,
    /** Another search, already run; it informs the generator and uses no budget. */
    IMPORTED
}
