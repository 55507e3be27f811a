/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.training;

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

    /**
     * Rejects numbers below 1.
     *
     * @param name of the setting
     * @param value the number
     * @throws InputException if it is below 1
     */
    public static void atLeastOne(String name, int value) {
        if (value < 1) {
            throw new InputException(name + " " + value + ": expected at least 1");
        }
    }
}
