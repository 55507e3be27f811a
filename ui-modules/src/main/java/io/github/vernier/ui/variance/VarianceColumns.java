/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.variance;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.vernier.listeners.record.GradientVarianceStaticInfo.Settings;
import io.github.vernier.listeners.record.GradientVarianceUpdate;
import io.github.vernier.listeners.record.GradientVarianceUpdate.Table;
import io.github.vernier.listeners.record.GradientVarianceUpdate.Tests;
import io.github.vernier.ui.page.Request;
import io.github.vernier.ui.record.Columns;
import io.github.vernier.ui.record.Json;
import io.github.vernier.ui.record.Selection;
import io.github.vernier.ui.series.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The statistics of one layer's gradient, and the tests of the minibatch. */
record VarianceColumns(Layers layers) implements Columns<GradientVarianceUpdate> {

    private record Test(String name, ToDoubleFunction<Tests> value) {}

    private static final List<Test> TESTS =
            List.of(
                    new Test("minibatch", Tests::examples),
                    new Test("loss", Tests::loss),
                    new Test("gradientNorm", Tests::gradientNorm),
                    new Test("normTest", Tests::normTest),
                    new Test("innerTest", Tests::innerTest),
                    new Test("orthoTest", Tests::orthoTest),
                    new Test("meanGsnr", Tests::meanGsnr),
                    new Test("earlyStopping", Tests::earlyStopping),
                    new Test("suggestedBatchSize", Tests::suggestedBatchSize));

    static VarianceColumns of(Request request, Selection selection) {
        return new VarianceColumns(Layers.of(request, selection));
    }

    @Override
    public List<String> names() {
        List<String> names = new ArrayList<>();
        for (String source : List.of("examples", "draws")) {
            Statistic.ALL.forEach(statistic -> names.add(source + ":" + statistic.name()));
        }
        TESTS.forEach(test -> names.add(test.name()));
        names.addAll(List.of("updateSize", "distance", "score", "seconds"));
        return names;
    }

    @Override
    public Row row(GradientVarianceUpdate update) {
        List<Double> values = new ArrayList<>();
        String layer = layers.chosen();
        Table examples = update.getExamples().orElse(null);
        Table draws = update.getDraws().orElse(null);
        Statistic.ALL.forEach(s -> values.add(s.of(examples, layers.ofExamples(), layer)));
        Statistic.ALL.forEach(s -> values.add(s.of(draws, layers.trained(), layer)));
        Tests tests = update.getTests().orElse(null);
        TESTS.forEach(
                test ->
                        values.add(
                                tests == null ? null : (Double) test.value().applyAsDouble(tests)));
        values.add(Statistic.at(update.getUpdateSize(), layers.trained(), layer));
        values.add(Statistic.at(update.getDistance(), layers.trained(), layer));
        values.add(update.getScore());
        values.add(update.getSeconds());
        return new Row(update.getTimeStamp(), update.getIteration(), update.getEpoch(), values);
    }

    @Override
    public void describe(ObjectNode answer) {
        answer.set("settings", layers.settings().map(VarianceColumns::toJson).orElse(null));
    }

    private static ObjectNode toJson(Settings settings) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        Json.put(json, "layers", settings.layers());
        Json.put(json, "exampleLayers", settings.exampleLayers());
        Json.put(json, "skippedLayers", settings.skippedLayers());
        Json.put(json, "skippedReasons", settings.skippedReasons());
        Json.put(json, "coveredShare", settings.coveredShare());
        json.put("convention", settings.convention());
        json.put("method", settings.method());
        json.put("draws", settings.draws());
        json.put("data", settings.data());
        Json.put(json, "axes", settings.axes());
        return json;
    }
}
