/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.variance;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.vernier.listeners.record.EstimatorStaticInfo;
import io.github.vernier.listeners.record.EstimatorStaticInfo.Settings;
import io.github.vernier.listeners.record.EstimatorUpdate;
import io.github.vernier.ui.page.Request;
import io.github.vernier.ui.record.Columns;
import io.github.vernier.ui.record.Json;
import io.github.vernier.ui.record.Selection;
import io.github.vernier.ui.series.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An estimator's direction beside the plain gradient, of one layer or of all together. */
record EstimatorColumns(Optional<Settings> settings, String layer)
        implements Columns<EstimatorUpdate> {

    static EstimatorColumns of(Request request, Selection selection) {
        return new EstimatorColumns(
                selection
                        .staticInfo(EstimatorStaticInfo.TYPE_ID, EstimatorStaticInfo.class)
                        .map(EstimatorStaticInfo::getSettings),
                request.text("layer", ""));
    }

    @Override
    public List<String> names() {
        List<String> names = new ArrayList<>();
        for (String source : List.of("estimator", "plain")) {
            Statistic.ALL.forEach(statistic -> names.add(source + ":" + statistic.name()));
        }
        names.add("difference");
        return names;
    }

    @Override
    public Row row(EstimatorUpdate update) {
        List<Double> values = new ArrayList<>();
        List<String> names = update.getLayers();
        Statistic.ALL.forEach(s -> values.add(s.of(update.getEstimator(), names, layer)));
        Statistic.ALL.forEach(s -> values.add(s.of(update.getPlain(), names, layer)));
        values.add(update.getDifference());
        return new Row(update.getTimeStamp(), update.getIteration(), update.getEpoch(), values);
    }

    @Override
    public void describe(ObjectNode answer) {
        answer.set("settings", settings.map(EstimatorColumns::toJson).orElse(null));
    }

    private static ObjectNode toJson(Settings settings) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("estimator", settings.estimator());
        json.put("used", settings.used());
        Json.put(json, "skippedLayers", settings.skippedLayers());
        Json.put(json, "skippedReasons", settings.skippedReasons());
        Json.put(json, "coveredShare", settings.coveredShare());
        json.put("convention", settings.convention());
        json.put("draws", settings.draws());
        return json;
    }
}
