/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.overview;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.vernier.listeners.record.NamedNumbers;
import io.github.vernier.listeners.record.TrainingUpdate.Speed;
import io.github.vernier.ui.health.Checks;
import io.github.vernier.ui.page.Request;
import io.github.vernier.ui.record.Columns;
import io.github.vernier.ui.record.Selection;
import io.github.vernier.ui.series.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.ui.model.stats.impl.SbeStatsReport;

/**
 * The same series from reports of the stock listener, which know neither epochs nor the time to the
 * end.
 *
 * @param rates weights with a learning rate
 * @param ratios weights with a ratio
 */
record StockColumns(List<String> rates, List<String> ratios) implements Columns<SbeStatsReport> {

    static StockColumns of(Request request, Selection selection) {
        long[] times = selection.times();
        List<SbeStatsReport> newest = new ArrayList<>();
        if (times.length > 0) {
            selection.read(new long[] {times[times.length - 1]}, SbeStatsReport.class, newest::add);
        }
        return new StockColumns(
                newest.stream()
                        .filter(SbeStatsReport::hasLearningRates)
                        .flatMap(report -> report.getLearningRates().keySet().stream())
                        .filter(name -> name.endsWith("_W"))
                        .sorted()
                        .toList(),
                newest.stream().flatMap(report -> Checks.ratios(report).names().stream()).toList());
    }

    @Override
    public List<String> names() {
        return TrainingColumns.names(rates, ratios);
    }

    @Override
    public Row row(SbeStatsReport report) {
        Map<String, Double> rateOf =
                report.hasLearningRates() ? report.getLearningRates() : Map.of();
        NamedNumbers ratioOf = Checks.ratios(report);
        List<Double> rateValues = new ArrayList<>();
        rates.forEach(name -> rateValues.add(rateOf.get(name)));
        List<Double> ratioValues = new ArrayList<>();
        ratios.forEach(name -> ratioValues.add(ratioOf.get(name)));
        return new Row(
                report.getTimeStamp(),
                report.getIterationCount(),
                Row.NO_EPOCH,
                TrainingColumns.values(report.getScore(), speed(report), rateValues, ratioValues));
    }

    /** The stock listener says 0 at its first iteration, when it does not know. */
    private static Speed speed(SbeStatsReport report) {
        return report.hasPerformance() && report.getMinibatchesPerSecond() > 0
                ? new Speed(
                        report.getMinibatchesPerSecond(), report.getExamplesPerSecond(), Double.NaN)
                : Speed.UNKNOWN;
    }

    @Override
    public void describe(ObjectNode answer) {
        answer.put("source", Checks.STOCK.id());
    }
}
