/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.cdg;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.vernier.listeners.record.DiscreteGradientUpdate;
import io.github.vernier.ui.page.Request;
import io.github.vernier.ui.record.Json;
import io.github.vernier.ui.record.Picture;
import io.github.vernier.ui.record.Selection;

/** What is shown of one search. */
final class SearchPictures {

    private SearchPictures() {}

    /** All parameters, and the distribution of δ_d in the chosen one. */
    static Picture<DiscreteGradientUpdate> moment(Request request, Selection selection) {
        Picture<DiscreteGradientUpdate> histogram = histogram(request, selection);
        return (update, answer) -> {
            histogram.put(update, answer);
            ArrayNode rows = answer.putArray("rows");
            for (DiscreteGradientUpdate.Parameter parameter : update.getParameters()) {
                ObjectNode row = rows.addObject().put("name", parameter.name());
                row.put("parameters", parameter.parameters());
                SearchColumns.FINDINGS.forEach(
                        finding ->
                                Json.put(
                                        row,
                                        finding.name(),
                                        finding.value().applyAsDouble(parameter)));
            }
        };
    }

    /** The distribution of δ_d in the chosen parameter. */
    static Picture<DiscreteGradientUpdate> histogram(Request request, Selection selection) {
        Searched searched = Searched.of(request, selection);
        return (update, answer) -> {
            answer.put("iteration", update.getIteration()).put("epoch", update.getEpoch());
            searched.in(update)
                    .ifPresent(parameter -> Json.put(answer, "histogram", parameter.histogram()));
        };
    }
}
