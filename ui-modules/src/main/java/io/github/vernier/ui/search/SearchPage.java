/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.search;

import io.github.vernier.arbiter.trial.TrialStore;
import io.github.vernier.ui.page.Endpoint;
import io.github.vernier.ui.page.Page;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The trials of searches: what they tried, how it went, and what decides the score. */
public final class SearchPage implements Page {

    private final SearchEndpoints endpoints;

    /**
     * For the service loader.
     *
     * @throws NoClassDefFoundError if the search library, an optional dependency, is missing
     */
    public SearchPage() {
        Objects.requireNonNull(TrialStore.class);
        this.endpoints = new SearchEndpoints();
    }

    @Override
    public String id() {
        return "search";
    }

    @Override
    public int order() {
        return 100;
    }

    @Override
    public List<String> typeIds() {
        return List.of();
    }

    @Override
    public Map<String, Endpoint> endpoints() {
        return Map.of(
                "", endpoints::searches,
                "trials", endpoints::trials,
                "trial", endpoints::trial,
                "importance", endpoints::importance,
                "csv", endpoints::csv);
    }

    @Override
    public Map<String, Endpoint> commands() {
        return Map.of("stop", endpoints::stop, "prune", endpoints::prune);
    }
}
