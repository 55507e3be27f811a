/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.execution;

/** Ends a trial that was told to stop; let it through. */
public final class StoppedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /**
     * Says why.
     *
     * @param reason why
     */
    public StoppedException(String reason) {
        super(reason);
    }
}
