/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.distillation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.vernier.listeners.record.DistillationStaticInfo;
import io.github.vernier.listeners.record.DistillationStaticInfo.Settings;
import io.github.vernier.listeners.record.DistillationUpdate;
import io.github.vernier.listeners.record.DistillationUpdate.Evaluation;
import io.github.vernier.listeners.record.DistillationUpdate.Losses;
import io.github.vernier.ui.page.Request;
import io.github.vernier.ui.record.Columns;
import io.github.vernier.ui.record.Json;
import io.github.vernier.ui.record.Selection;
import io.github.vernier.ui.series.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The series of a distillation: fixed ones, and one for each tap. */
final class LossColumns implements Columns<DistillationUpdate> {

    private record Column<T>(String name, ToDoubleFunction<T> value) {

        Double of(T source) {
            return source == null ? null : (Double) value.applyAsDouble(source);
        }
    }

    private static final List<Column<Losses>> LOSSES =
            List.of(
                    new Column<>("crossEntropy", Losses::crossEntropy),
                    new Column<>("knowledge", Losses::knowledge),
                    new Column<>("attentionTotal", Losses::attentionTotal),
                    new Column<>("score", Losses::score));

    private static final List<Column<Evaluation>> EVALUATION =
            List.of(
                    new Column<>("studentAccuracy", Evaluation::studentAccuracy),
                    new Column<>("teacherAccuracy", Evaluation::teacherAccuracy),
                    new Column<>("agreement", Evaluation::agreement),
                    new Column<>("studentCalibrationError", Evaluation::studentCalibrationError),
                    new Column<>("teacherCalibrationError", Evaluation::teacherCalibrationError));

    private final Optional<Settings> settings;
    private final List<String> taps;

    private LossColumns(Optional<Settings> settings, List<String> taps) {
        this.settings = settings;
        this.taps = taps;
    }

    static LossColumns of(Request request, Selection selection) {
        Optional<Settings> settings = settings(selection);
        return new LossColumns(
                settings,
                settings.map(Settings::studentTaps).orElseGet(() -> numberedTaps(selection)));
    }

    /** What the listener wrote once; of the session, whatever the type of the selected records. */
    static Optional<Settings> settings(Selection selection) {
        return selection
                .staticInfo(DistillationStaticInfo.TYPE_ID, DistillationStaticInfo.class)
                .map(DistillationStaticInfo::getSettings);
    }

    /** Without a static record, as many taps as the first update has. */
    private static List<String> numberedTaps(Selection selection) {
        long[] times = selection.times();
        List<String> taps = new ArrayList<>();
        if (times.length > 0) {
            selection.read(
                    new long[] {times[0]},
                    DistillationUpdate.class,
                    update ->
                            update.getLosses()
                                    .ifPresent(
                                            losses ->
                                                    IntStream.range(0, losses.attention().length)
                                                            .forEach(i -> taps.add("tap " + i))));
        }
        return taps;
    }

    @Override
    public List<String> names() {
        List<String> names = new ArrayList<>();
        LOSSES.forEach(column -> names.add(column.name()));
        taps.forEach(tap -> names.add("attention:" + tap));
        EVALUATION.forEach(column -> names.add(column.name()));
        return names;
    }

    @Override
    public Row row(DistillationUpdate update) {
        Losses losses = update.getLosses().orElse(null);
        Evaluation evaluation = update.getEvaluation().orElse(null);
        List<Double> values = new ArrayList<>();
        LOSSES.forEach(column -> values.add(column.of(losses)));
        for (int tap = 0; tap < taps.size(); tap++) {
            boolean present =
                    losses != null && losses.attention() != null && tap < losses.attention().length;
            values.add(present ? (Double) losses.attention()[tap] : null);
        }
        EVALUATION.forEach(column -> values.add(column.of(evaluation)));
        return new Row(update.getTimeStamp(), update.getIteration(), update.getEpoch(), values);
    }

    /** What the page writes beside the charts; null without a static record. */
    @Override
    public void describe(ObjectNode answer) {
        answer.set("settings", settings.map(LossColumns::toJson).orElse(null));
    }

    private static ObjectNode toJson(Settings settings) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        Json.put(json, "studentTaps", settings.studentTaps());
        Json.put(json, "teacherTaps", settings.teacherTaps());
        Json.put(json, "heads", settings.heads());
        Json.put(json, "classNames", settings.classNames());
        json.put("kdConvention", settings.kdConvention());
        json.put("attentionConvention", settings.attentionConvention());
        json.put("tapWeighting", settings.tapWeighting());
        json.put("temperature", FiniteJson.of(settings.temperature()));
        json.put("alpha", FiniteJson.of(settings.alpha()));
        ArrayNode betas = json.putArray("tapBetas");
        for (double beta : settings.tapBetas()) {
            betas.add(FiniteJson.of(beta));
        }
        return json;
    }
}
