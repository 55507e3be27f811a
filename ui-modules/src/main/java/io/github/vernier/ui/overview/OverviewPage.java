/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.overview;

import io.github.vernier.ui.health.Checks;
import io.github.vernier.ui.health.Examination;
import io.github.vernier.ui.page.Endpoint;
import io.github.vernier.ui.page.Page;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Score, held-out curves, learning rates, ratios, speed, and what is wrong. */
public final class OverviewPage implements Page {

    /** For the service loader. */
    public OverviewPage() {}

    @Override
    public String id() {
        return "overview";
    }

    @Override
    public int order() {
        return 0;
    }

    @Override
    public List<String> typeIds() {
        return Stream.concat(
                        Stream.of(Evaluations.TYPE.id()),
                        Checks.all().stream().map(check -> check.type().id()))
                .distinct()
                .toList();
    }

    @Override
    public Map<String, Endpoint> endpoints() {
        return Map.of(
                "",
                TrainingSource::series,
                "csv",
                TrainingSource::csv,
                "evaluations",
                Evaluations.SERIES,
                "evaluations-csv",
                Evaluations.CSV,
                "health",
                new Examination(Checks.all()));
    }
}
