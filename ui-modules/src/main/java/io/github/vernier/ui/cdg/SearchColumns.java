/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.cdg;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.vernier.listeners.record.DiscreteGradientStaticInfo.Settings;
import io.github.vernier.listeners.record.DiscreteGradientUpdate;
import io.github.vernier.listeners.record.DiscreteGradientUpdate.Parameter;
import io.github.vernier.ui.page.Request;
import io.github.vernier.ui.record.Columns;
import io.github.vernier.ui.record.Json;
import io.github.vernier.ui.record.Selection;
import io.github.vernier.ui.series.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** What Discrete Gradient search found in one parameter. */
record SearchColumns(Searched searched) implements Columns<DiscreteGradientUpdate> {

    /**
     * One number of a parameter.
     *
     * @param name its name, also in the records' encoding
     * @param value the number
     */
    record Finding(String name, ToDoubleFunction<Parameter> value) {}

    static final List<Finding> FINDINGS =
            List.of(
                    new Finding("coordinates", Parameter::coordinates),
                    new Finding("found", Parameter::found),
                    new Finding("meanDelta", Parameter::meanDelta),
                    new Finding("signAgreement", Parameter::signAgreement),
                    new Finding("selected", Parameter::selected),
                    new Finding("stepLength", Parameter::stepLength),
                    new Finding("stepLoss", Parameter::stepLoss),
                    new Finding("backpropLoss", Parameter::backpropLoss));

    static SearchColumns of(Request request, Selection selection) {
        return new SearchColumns(Searched.of(request, selection));
    }

    @Override
    public List<String> names() {
        List<String> names = new ArrayList<>(List.of("loss", "evaluations", "seconds"));
        FINDINGS.forEach(finding -> names.add(finding.name()));
        return names;
    }

    @Override
    public Row row(DiscreteGradientUpdate update) {
        Optional<Parameter> parameter = searched.in(update);
        List<Double> values = new ArrayList<>();
        values.add(update.getLoss());
        values.add((double) update.getEvaluations());
        values.add(update.getSeconds());
        for (Finding finding : FINDINGS) {
            values.add(parameter.map(finding.value()::applyAsDouble).orElse(null));
        }
        return new Row(update.getTimeStamp(), update.getIteration(), update.getEpoch(), values);
    }

    @Override
    public void describe(ObjectNode answer) {
        Json.put(answer, "parameters", searched.names());
        answer.set("settings", searched.settings().map(SearchColumns::toJson).orElse(null));
    }

    private static ObjectNode toJson(Settings settings) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        Json.put(json, "layers", settings.layers());
        Json.put(json, "epsilon", settings.epsilon());
        Json.put(json, "stride", settings.stride());
        json.put("bins", settings.bins());
        json.put("coordinates", settings.coordinates());
        json.put("ranking", settings.ranking());
        return json;
    }
}
