/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.weights;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.vernier.listeners.record.BinaryWeightUpdate;
import io.github.vernier.ui.page.Request;
import io.github.vernier.ui.record.Json;
import io.github.vernier.ui.record.Picture;
import io.github.vernier.ui.record.Selection;
import io.github.vernier.ui.weights.WeightColumns.Statistic;

/** What is shown of one moment. */
final class WeightPictures {

    private WeightPictures() {}

    /** The histogram of the chosen weight, and a table of all. */
    static Picture<BinaryWeightUpdate> moment(Request request, Selection selection) {
        Picture<BinaryWeightUpdate> histogram = histogram(request, selection);
        return (update, answer) -> {
            histogram.put(update, answer);
            ObjectNode table = answer.putObject("table");
            for (Statistic statistic : WeightColumns.STATISTICS) {
                Json.put(table, statistic.name(), statistic.values().apply(update.getTable()));
            }
        };
    }

    /** The histogram of the chosen weight, and where its dead weights begin. */
    static Picture<BinaryWeightUpdate> histogram(Request request, Selection selection) {
        int weight = Weights.of(request, selection).chosen();
        return (update, answer) -> {
            answer.put("iteration", update.getIteration());
            answer.put("epoch", update.getEpoch());
            if (weight < update.getTable().tau().length) {
                Json.put(answer, "histogram", update.getHistogram(weight));
            }
            Double bound = WeightColumns.LATENT_BOUND.of(update.getTable(), weight);
            if (bound != null) {
                Json.put(answer, "latentBound", bound);
            }
        };
    }
}
