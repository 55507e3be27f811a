/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.compare;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.vernier.listeners.record.TrainingStaticInfo;
import io.github.vernier.ui.overview.Evaluations;
import io.github.vernier.ui.overview.TrainingSource;
import io.github.vernier.ui.page.Answer;
import io.github.vernier.ui.page.Endpoint;
import io.github.vernier.ui.page.Page;
import io.github.vernier.ui.page.Request;
import io.github.vernier.ui.record.Selection;
import java.util.List;
import java.util.Map;

/** Several sessions beside each other. */
public final class ComparePage implements Page {

    /** For the service loader. */
    public ComparePage() {}

    @Override
    public String id() {
        return "compare";
    }

    @Override
    public int order() {
        return 80;
    }

    /** It is about all sessions, so no session lacks its records. */
    @Override
    public List<String> typeIds() {
        return List.of();
    }

    @Override
    public Map<String, Endpoint> endpoints() {
        return Map.of(
                "", TrainingSource::series,
                "csv", TrainingSource::csv,
                "evaluations", Evaluations.SERIES,
                "evaluations-csv", Evaluations.CSV,
                "settings", ComparePage::settings);
    }

    private static Answer settings(Request request) {
        Selection selection = Selection.of(request, TrainingStaticInfo.TYPE_ID);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        selection
                .staticInfo(TrainingStaticInfo.TYPE_ID, TrainingStaticInfo.class)
                .ifPresent(
                        info -> {
                            answer.put("network", info.getNetwork());
                            answer.put("parameters", Long.toString(info.getParameters()));
                            info.getSettings().forEach(answer::put);
                        });
        return Answer.json(answer);
    }
}
