/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.generator;

/** A candidate could not be made. */
public final class GenerationException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient double[] coordinates;

    /**
     * Says why.
     *
     * @param message what could not be made
     * @param coordinates the candidate's; empty if there are none
     * @param cause why; null if the message says it all
     */
    public GenerationException(String message, double[] coordinates, Throwable cause) {
        super(message, cause);
        this.coordinates = coordinates.clone();
    }

    /** The candidate's coordinates; empty if there are none. */
    public double[] coordinates() {
        return coordinates.clone();
    }
}
