/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.compress;

/** What the user gave does not fit; the message says what and what would. */
public final class InputException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message one line that names the thing, its value and what was expected
     */
    public InputException(String message) {
        super(message);
    }

    /**
     * @param message one line that names the thing, its value and what was expected
     * @param cause what failed
     */
    public InputException(String message, Throwable cause) {
        super(message, cause);
    }
}
