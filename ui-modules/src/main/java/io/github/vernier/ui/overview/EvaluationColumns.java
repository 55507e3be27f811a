/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.overview;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.vernier.listeners.record.EvaluationUpdate;
import io.github.vernier.listeners.record.EvaluationUpdate.Errors;
import io.github.vernier.ui.page.Request;
import io.github.vernier.ui.record.Columns;
import io.github.vernier.ui.record.Selection;
import io.github.vernier.ui.record.Thinned;
import io.github.vernier.ui.series.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * Loss, accuracy and error of each held-out set: {@code loss:<set>}, {@code accuracy:<set>} and
 * {@code rmse:<set>}, those of several outputs averaged.
 *
 * @param sets names of the sets
 */
record EvaluationColumns(List<String> sets) implements Columns<EvaluationUpdate> {

    private record Measure(String name, ToDoubleFunction<Errors> value) {}

    /** Sets are evaluated in turn, so a few records name all of them. */
    private static final int RECORDS_SEARCHED = 60;

    private static final List<Measure> MEASURES =
            List.of(
                    new Measure("loss", Errors::loss),
                    new Measure("accuracy", errors -> mean(errors.accuracy())),
                    new Measure("rmse", errors -> mean(errors.rmse())));

    static EvaluationColumns of(Request request, Selection selection) {
        long[] times = selection.times();
        Set<String> sets = new LinkedHashSet<>();
        int first = Math.max(0, times.length - RECORDS_SEARCHED);
        read(selection, Arrays.copyOfRange(times, first, times.length), sets);
        // Those that were evaluated only at times.
        read(selection, Thinned.of(times, RECORDS_SEARCHED), sets);
        return new EvaluationColumns(sets.stream().sorted().toList());
    }

    private static void read(Selection selection, long[] times, Set<String> sets) {
        selection.read(times, EvaluationUpdate.class, update -> sets.add(update.getName()));
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    @Override
    public List<String> names() {
        List<String> names = new ArrayList<>();
        for (Measure measure : MEASURES) {
            sets.forEach(set -> names.add(measure.name() + ":" + set));
        }
        return names;
    }

    /**
     * A measure that does not apply, such as the accuracy of a regression, is NaN in the record.
     */
    @Override
    public Row row(EvaluationUpdate update) {
        List<Double> values = new ArrayList<>();
        for (Measure measure : MEASURES) {
            for (String set : sets) {
                double value = measure.value().applyAsDouble(update.getErrors());
                boolean applies =
                        set.equals(update.getName())
                                && (measure.name().equals("loss") || !Double.isNaN(value));
                values.add(applies ? (Double) value : null);
            }
        }
        return new Row(update.getTimeStamp(), update.getIteration(), update.getEpoch(), values);
    }

    @Override
    public void describe(ObjectNode answer) {
        ArrayNode names = answer.putArray("sets");
        sets.forEach(names::add);
    }
}
