/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.search;

import io.github.vernier.arbiter.trial.Trial;

/** Follows a search in its own process; called by one thread, exceptions are logged. */
public interface SearchListener {

    /**
     * The search is about to start.
     *
     * @param search the search
     */
    default void onBegin(Search<?> search) {}

    /**
     * A trial has started.
     *
     * @param trial the trial
     */
    default void onStart(Trial trial) {}

    /**
     * A trial has ended, or waits for another attempt.
     *
     * @param trial the trial as it is now
     */
    default void onEnd(Trial trial) {}

    /**
     * The search is over.
     *
     * @param result what it found
     */
    default void onFinish(SearchResult result) {}
}
