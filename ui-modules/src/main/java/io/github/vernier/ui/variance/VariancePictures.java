/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.variance;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.vernier.listeners.record.GradientVarianceUpdate;
import io.github.vernier.listeners.record.GradientVarianceUpdate.Table;
import io.github.vernier.ui.page.Request;
import io.github.vernier.ui.record.Json;
import io.github.vernier.ui.record.Picture;
import io.github.vernier.ui.record.Selection;

/** What is shown of one moment. */
final class VariancePictures {

    private VariancePictures() {}

    /** The tables of all layers, and the histogram by gradient and parameter. */
    static Picture<GradientVarianceUpdate> moment(Request request, Selection selection) {
        return (update, answer) -> {
            answer.put("iteration", update.getIteration()).put("epoch", update.getEpoch());
            update.getExamples().ifPresent(table -> put(answer.putObject("examples"), table));
            update.getDraws().ifPresent(table -> put(answer.putObject("draws"), table));
            Json.put(answer, "updateSize", update.getUpdateSize());
            Json.put(answer, "distance", update.getDistance());
            Json.put(answer, "histogram2d", update.getHistogram2d());
        };
    }

    private static void put(ObjectNode json, Table table) {
        Statistic.ALL.forEach(
                statistic -> Json.put(json, statistic.name(), statistic.values().apply(table)));
    }

    /** The histogram by gradient. */
    static Picture<GradientVarianceUpdate> histogram(Request request, Selection selection) {
        return (update, answer) -> {
            answer.put("iteration", update.getIteration()).put("epoch", update.getEpoch());
            Json.put(answer, "histogram", update.getHistogram());
        };
    }
}
