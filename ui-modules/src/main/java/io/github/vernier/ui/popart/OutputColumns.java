/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.popart;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.vernier.listeners.record.PopArtStaticInfo;
import io.github.vernier.listeners.record.PopArtUpdate;
import io.github.vernier.ui.page.Request;
import io.github.vernier.ui.record.Columns;
import io.github.vernier.ui.record.Json;
import io.github.vernier.ui.record.Selection;
import io.github.vernier.ui.series.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The statistics of one output of one head. */
record OutputColumns(Heads heads) implements Columns<PopArtUpdate> {

    static OutputColumns of(Request request, Selection selection) {
        return new OutputColumns(Heads.of(request, selection));
    }

    @Override
    public List<String> names() {
        List<String> names = new ArrayList<>();
        OutputStatistic.ALL.forEach(statistic -> names.add(statistic.name()));
        names.addAll(List.of("residual", "score"));
        return names;
    }

    @Override
    public Row row(PopArtUpdate update) {
        Optional<PopArtUpdate.Head> head = heads.in(update);
        List<Double> values = new ArrayList<>();
        for (OutputStatistic statistic : OutputStatistic.ALL) {
            values.add(head.map(h -> statistic.of(h, heads.output())).orElse(null));
        }
        values.add(head.map(PopArtUpdate.Head::residual).orElse(null));
        values.add(update.getScore());
        return new Row(update.getTimeStamp(), update.getIteration(), update.getEpoch(), values);
    }

    @Override
    public void describe(ObjectNode answer) {
        ArrayNode all = answer.putArray("heads");
        for (PopArtStaticInfo.Head head : heads.all()) {
            ObjectNode json = all.addObject().put("name", head.name());
            json.put("outputs", head.outputs());
            json.put("scope", head.scope()).put("mode", head.mode()).put("art", head.art());
            Json.put(json, "beta", head.beta());
            Json.put(json, "lowerBound", head.lowerBound());
            Json.put(json, "upperBound", head.upperBound());
            Json.put(json, "desiredDeviation", head.desiredDeviation());
        }
    }
}
