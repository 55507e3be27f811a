/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.distillation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.vernier.listeners.record.DistillationStaticInfo.Settings;
import io.github.vernier.listeners.record.DistillationUpdate;
import io.github.vernier.listeners.record.DistillationUpdate.Evaluation;
import io.github.vernier.listeners.record.DistillationUpdate.Losses;
import io.github.vernier.ui.series.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The series of a distillation: fixed ones, and one for each tap. */
final class LossColumns {

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

    static LossColumns of(Selection selection) {
        Optional<Settings> settings = selection.settings();
        return new LossColumns(
                settings,
                settings.map(Settings::studentTaps).orElseGet(() -> numberedTaps(selection)));
    }

    /** Without a static record, as many taps as the first update has. */
    private static List<String> numberedTaps(Selection selection) {
        long[] times = selection.times(Long.MIN_VALUE, Long.MAX_VALUE);
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

    List<String> names() {
        List<String> names = new ArrayList<>();
        LOSSES.forEach(column -> names.add(column.name()));
        taps.forEach(tap -> names.add("attention:" + tap));
        EVALUATION.forEach(column -> names.add(column.name()));
        return names;
    }

    Row row(DistillationUpdate update) {
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
    ObjectNode settings() {
        return settings.map(LossColumns::toJson).orElse(null);
    }

    private static ObjectNode toJson(Settings settings) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        putAll(json.putArray("studentTaps"), settings.studentTaps());
        putAll(json.putArray("teacherTaps"), settings.teacherTaps());
        putAll(json.putArray("heads"), settings.heads());
        putAll(json.putArray("classNames"), settings.classNames());
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

    private static void putAll(ArrayNode array, List<String> texts) {
        texts.forEach(array::add);
    }
}
