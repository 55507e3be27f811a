/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.overview;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.vernier.listeners.record.NamedNumbers;
import io.github.vernier.listeners.record.TrainingStaticInfo;
import io.github.vernier.listeners.record.TrainingUpdate;
import io.github.vernier.listeners.record.TrainingUpdate.Speed;
import io.github.vernier.ui.page.Request;
import io.github.vernier.ui.record.Columns;
import io.github.vernier.ui.record.Selection;
import io.github.vernier.ui.series.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The series of our own records: score, speed, {@code rate:<layer>} and {@code ratio:<weight>}.
 *
 * @param rates layers with a learning rate
 * @param ratios weights with a ratio
 * @param info what the training is, absent if it was not recorded
 */
record TrainingColumns(List<String> rates, List<String> ratios, Optional<TrainingStaticInfo> info)
        implements Columns<TrainingUpdate> {

    static final String SCORE = "score";
    static final List<String> SPEED =
            List.of("iterationsPerSecond", "examplesPerSecond", "remainingSeconds");
    static final String RATE = "rate:";
    static final String RATIO = "ratio:";

    /** What the first record names; kept, because finding the first means listing them all. */
    private static final class First {
        private TrainingUpdate update;

        private synchronized Optional<TrainingUpdate> of(Selection selection) {
            if (update == null) {
                long[] times = selection.times();
                if (times.length > 0) {
                    selection.read(
                            new long[] {times[0]}, TrainingUpdate.class, read -> update = read);
                }
            }
            return Optional.ofNullable(update);
        }
    }

    /** Ratios are measured at the first record, which is therefore enough to name everything. */
    static TrainingColumns of(Request request, Selection selection) {
        Optional<TrainingUpdate> first =
                selection.keep("first", First.class, First::new).of(selection);
        return new TrainingColumns(
                first.map(update -> update.getLearningRates().names()).orElse(List.of()),
                first.map(update -> update.getRatios().names()).orElse(List.of()),
                selection.staticInfo(TrainingStaticInfo.TYPE_ID, TrainingStaticInfo.class));
    }

    static List<String> names(List<String> rates, List<String> ratios) {
        List<String> names = new ArrayList<>();
        names.add(SCORE);
        names.addAll(SPEED);
        rates.forEach(layer -> names.add(RATE + layer));
        ratios.forEach(weight -> names.add(RATIO + weight));
        return names;
    }

    static List<Double> values(double score, Speed speed, List<Double> rates, List<Double> ratios) {
        List<Double> values = new ArrayList<>();
        values.add(score);
        values.add(known(speed.iterationsPerSecond()));
        values.add(known(speed.examplesPerSecond()));
        values.add(known(speed.remainingSeconds()));
        values.addAll(rates);
        values.addAll(ratios);
        return values;
    }

    /** An unknown speed is absent and not something that went wrong. */
    private static Double known(double value) {
        return Double.isNaN(value) ? null : (Double) value;
    }

    private static List<Double> pick(NamedNumbers numbers, List<String> names) {
        List<Double> values = new ArrayList<>();
        names.forEach(name -> values.add(numbers.get(name)));
        return values;
    }

    @Override
    public List<String> names() {
        return names(rates, ratios);
    }

    @Override
    public Row row(TrainingUpdate update) {
        return new Row(
                update.getTimeStamp(),
                update.getIteration(),
                update.getEpoch(),
                values(
                        update.getScore(),
                        update.getSpeed(),
                        pick(update.getLearningRates(), rates),
                        pick(update.getRatios(), ratios)));
    }

    @Override
    public void describe(ObjectNode answer) {
        answer.put("source", TrainingUpdate.TYPE_ID);
        info.ifPresent(
                training ->
                        answer.putObject("training")
                                .put("network", training.getNetwork())
                                .put("parameters", training.getParameters())
                                .put("epochs", training.getEpochs()));
    }
}
