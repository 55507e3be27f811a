/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vernier.arbiter.search.SearchResult;
import io.github.vernier.arbiter.trial.SqliteTrialStore;
import io.github.vernier.arbiter.trial.TrialStore;
import org.junit.jupiter.api.Test;

class DemoSearchTest {

    @Test
    void findsALowPlaceAndKeepsAllTrials() {
        try (TrialStore store = SqliteTrialStore.inMemory()) {
            SearchResult result = DemoSearch.run(store, 1);
            assertThat(result.best().orElseThrow().objectives().get(0)).isBetween(-3.33, -1.5);
            assertThat(store.trials()).hasSize(60);
            assertThat(store.trials().get(0).values())
                    .containsOnlyKeys("x1", "x2", "x3", "x4", "x5", "x6");
        }
    }
}
