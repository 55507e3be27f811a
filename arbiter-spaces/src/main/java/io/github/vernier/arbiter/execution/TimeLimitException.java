/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.execution;

import java.time.Duration;

/** A trial took longer than one may. */
public final class TimeLimitException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /**
     * Says the limit.
     *
     * @param limit the limit
     */
    public TimeLimitException(Duration limit) {
        super("The trial took longer than its time limit of " + limit.toMillis() / 1000.0 + " s");
    }
}
