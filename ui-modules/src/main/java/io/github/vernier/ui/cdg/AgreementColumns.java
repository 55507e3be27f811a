/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.cdg;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.vernier.listeners.record.CdgStaticInfo.Settings;
import io.github.vernier.listeners.record.CdgUpdate;
import io.github.vernier.ui.page.Request;
import io.github.vernier.ui.record.Columns;
import io.github.vernier.ui.record.Json;
import io.github.vernier.ui.record.Selection;
import io.github.vernier.ui.series.Row;
import java.util.ArrayList;
import java.util.List;

/** How well one parameter's gradient agrees with differences, at every ε. */
record AgreementColumns(Parameters parameters) implements Columns<CdgUpdate> {

    static AgreementColumns of(Request request, Selection selection) {
        return new AgreementColumns(Parameters.of(request, selection));
    }

    @Override
    public List<String> names() {
        List<String> names = new ArrayList<>(List.of("loss", "evaluations", "seconds"));
        for (double epsilon : parameters.epsilons()) {
            Agreement.ALL.forEach(agreement -> names.add(agreement.name() + ":" + epsilon));
        }
        return names;
    }

    @Override
    public Row row(CdgUpdate update) {
        List<Double> values = new ArrayList<>();
        values.add(update.getLoss());
        values.add((double) update.getEvaluations());
        values.add(update.getSeconds());
        for (double epsilon : parameters.epsilons()) {
            CdgUpdate.Parameter parameter = parameters.in(update, epsilon);
            Agreement.ALL.forEach(
                    agreement ->
                            values.add(
                                    parameter == null ? null : agreement.value().apply(parameter)));
        }
        return new Row(update.getTimeStamp(), update.getIteration(), update.getEpoch(), values);
    }

    @Override
    public void describe(ObjectNode answer) {
        Json.put(answer, "parameters", parameters.names());
        // As texts, since they are part of the series' names.
        Json.put(answer, "epsilons", parameters.epsilons().stream().map(String::valueOf).toList());
        answer.set("settings", parameters.settings().map(AgreementColumns::toJson).orElse(null));
    }

    private static ObjectNode toJson(Settings settings) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        Json.put(json, "layers", settings.layers());
        json.put("mode", settings.mode());
        json.put("coordinates", settings.coordinates());
        json.put("seed", settings.seed());
        Json.put(json, "rates", settings.rates());
        return json;
    }
}
