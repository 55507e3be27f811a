/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.training;

import java.util.concurrent.atomic.AtomicBoolean;

/** A request to end, from any thread; the work ends at the next minibatch. */
public final class Stop {

    private final AtomicBoolean requested = new AtomicBoolean();

    /** Nothing is requested yet. */
    public Stop() {}

    /** Asks for the end. */
    public void request() {
        requested.set(true);
    }

    /** Whether the end was asked for. */
    public boolean isRequested() {
        return requested.get();
    }

    /**
     * Goes on only if the end was not asked for.
     *
     * @throws StoppedException if it was
     */
    public void check() {
        if (isRequested()) {
            throw new StoppedException();
        }
    }
}
