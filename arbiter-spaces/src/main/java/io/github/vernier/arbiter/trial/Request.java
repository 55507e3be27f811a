/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.trial;

import java.util.OptionalInt;

/**
 * What a person asks of a running search, from any process that can open its store.
 *
 * @param kind what is asked
 * @param trial the trial it is about, if it is about one
 */
public record Request(Kind kind, OptionalInt trial) {

    /** What can be asked. */
    public enum Kind {
        /** End the search; running trials are cancelled. */
        STOP,
        /** Prune one running trial at its next epoch. */
        PRUNE
    }

    /** Asks a search to end. */
    public static Request stop() {
        return new Request(Kind.STOP, OptionalInt.empty());
    }

    /**
     * Asks to prune one trial.
     *
     * @param trial its id
     */
    public static Request prune(int trial) {
        return new Request(Kind.PRUNE, OptionalInt.of(trial));
    }
}
