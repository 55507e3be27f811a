/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.execution;

/** Ends a trial that is not worth another epoch; let it through. */
public final class PrunedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /**
     * Says why.
     *
     * @param reason why
     */
    public PrunedException(String reason) {
        super(reason);
    }
}
