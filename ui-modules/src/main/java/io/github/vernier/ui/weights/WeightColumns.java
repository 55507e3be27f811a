/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.weights;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.vernier.listeners.record.BinaryWeightStaticInfo.Settings;
import io.github.vernier.listeners.record.BinaryWeightUpdate;
import io.github.vernier.listeners.record.BinaryWeightUpdate.Table;
import io.github.vernier.ui.page.Request;
import io.github.vernier.ui.record.Columns;
import io.github.vernier.ui.record.Json;
import io.github.vernier.ui.record.Selection;
import io.github.vernier.ui.series.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The statistics of one binary weight. */
record WeightColumns(Weights weights) implements Columns<BinaryWeightUpdate> {

    /**
     * One statistic.
     *
     * @param name its name, also in the records' encoding
     * @param values those of all weights
     */
    record Statistic(String name, Function<Table, float[]> values) {

        /** Absent if the record has no such row: a record of an older version, or a broken one. */
        Double of(Table table, int row) {
            float[] all = values.apply(table);
            return row < all.length ? (Double) (double) all[row] : null;
        }
    }

    static final Statistic LATENT_BOUND = new Statistic("latentBound", Table::latentBound);

    static final List<Statistic> STATISTICS =
            List.of(
                    new Statistic("tau", Table::tau),
                    new Statistic("scale", Table::scale),
                    new Statistic("bound", Table::bound),
                    LATENT_BOUND,
                    new Statistic("deadShare", Table::deadShare),
                    new Statistic("clampedShare", Table::clampedShare),
                    new Statistic("errorAtScale", Table::errorAtScale),
                    new Statistic("errorAtOptimum", Table::errorAtOptimum),
                    new Statistic("laplaceEntropy", Table::laplaceEntropy),
                    new Statistic("binaryEntropy", Table::binaryEntropy),
                    new Statistic("signBalance", Table::signBalance),
                    new Statistic("flipRatio", Table::flipRatio));

    static WeightColumns of(Request request, Selection selection) {
        return new WeightColumns(Weights.of(request, selection));
    }

    @Override
    public List<String> names() {
        return STATISTICS.stream().map(Statistic::name).toList();
    }

    @Override
    public Row row(BinaryWeightUpdate update) {
        List<Double> values = new ArrayList<>();
        STATISTICS.forEach(
                statistic -> values.add(statistic.of(update.getTable(), weights.chosen())));
        return new Row(update.getTimeStamp(), update.getIteration(), update.getEpoch(), values);
    }

    @Override
    public void describe(ObjectNode answer) {
        answer.set("settings", weights.settings().map(WeightColumns::toJson).orElse(null));
    }

    private static ObjectNode toJson(Settings settings) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        Json.put(json, "weights", settings.weights());
        Json.put(json, "lengths", settings.lengths());
        Json.put(json, "skippedLayers", settings.skippedLayers());
        Json.put(json, "skippedReasons", settings.skippedReasons());
        Json.put(json, "coveredShare", settings.coveredShare());
        json.put("bins", settings.bins());
        Json.put(json, "low", settings.low());
        Json.put(json, "high", settings.high());
        return json;
    }
}
