/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.training;

/** The work was ended by a {@link Stop} before it was complete. */
public final class StoppedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Says so. */
    public StoppedException() {
        super("stopped before the end");
    }
}
