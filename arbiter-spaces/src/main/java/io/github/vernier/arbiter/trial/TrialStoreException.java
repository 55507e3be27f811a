/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.trial;

/** A store could not be read or written. */
public final class TrialStoreException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /**
     * Says what could not be done.
     *
     * @param message what
     * @param cause why
     */
    public TrialStoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
