/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.page;

/** A request that cannot be answered, with the HTTP status that says why. */
public class RequestException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    /**
     * Creates the exception.
     *
     * @param status HTTP status, 400 to 499
     * @param message what was expected; shown to the user
     */
    public RequestException(int status, String message) {
        super(message);
        this.status = status;
    }

    /**
     * The HTTP status.
     *
     * @return 400 to 499
     */
    public int status() {
        return status;
    }
}
