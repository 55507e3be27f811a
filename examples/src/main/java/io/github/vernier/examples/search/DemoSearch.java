/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.search;

import io.github.vernier.arbiter.generator.TpeSearch;
import io.github.vernier.arbiter.search.Search;
import io.github.vernier.arbiter.search.SearchResult;
import io.github.vernier.arbiter.trial.TrialStore;

/** A search that takes a moment: something to see on the page of searches. */
public final class DemoSearch {

    /** What the page calls it. */
    public static final String NAME = TestFunction.HARTMANN6.title();

    private static final int TRIALS = 60;

    private DemoSearch() {}

    /**
     * Searches the minimum of Hartmann-6 by TPE.
     *
     * @param store gets the trials
     * @param seed seed of the candidates
     * @return what came of it
     */
    public static SearchResult run(TrialStore store, long seed) {
        return Search.builder()
                .space(new BoxSpace(TestFunction.HARTMANN6))
                .name(NAME)
                .minimize(NAME, (x, trial) -> TestFunction.HARTMANN6.at(x))
                .generator(TpeSearch.defaults())
                .trials(TRIALS)
                .seed(seed)
                .store(store)
                .build()
                .run();
    }
}
