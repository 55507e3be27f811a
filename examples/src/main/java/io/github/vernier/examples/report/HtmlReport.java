/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.report;

import io.github.vernier.examples.compress.EpochPoint;
import io.github.vernier.examples.compress.ModelResult;
import io.github.vernier.examples.compress.Outcome;
import io.github.vernier.examples.compress.Role;
import io.github.vernier.layers.cost.CountingRule;
import io.github.vernier.layers.cost.LayerCost;
import io.github.vernier.layers.substitution.SubstitutionReport;
import io.github.vernier.layers.substitution.SubstitutionReport.SubstitutedLayer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/**
 * The report as one HTML file: tables as plain HTML, curves by the ECharts script of the UI pages,
 * which is copied in.
 */
final class HtmlReport {

    private static final String TEMPLATE = "report-template.html";

    private HtmlReport() {}

    /**
     * The file's content.
     *
     * @throws IOException if a part of it cannot be read from the class path
     */
    static String of(Outcome outcome, Provenance provenance) throws IOException {
        Map<String, String> parts =
                Map.of(
                        "status", status(outcome),
                        "results", results(outcome),
                        "layers", layers(outcome.substitution()),
                        "costs", costs(outcome.models()),
                        "settings", Html.facts(provenance.settings()),
                        "environment", Html.facts(provenance.environment()),
                        "taps", Html.escape(String.join(", ", outcome.taps())),
                        "curves", Html.inScript(curves(outcome)));
        return new HtmlTemplate(HtmlReport.class, TEMPLATE).fill(parts);
    }

    private static String status(Outcome outcome) {
        return outcome.complete()
                ? ""
                : "<p class=\"partial\">Partial report: the run was not complete when this was"
                        + " written. What is missing below was not reached.</p>";
    }

    private static String results(Outcome outcome) {
        ResultTable table = ResultTable.of(outcome);
        return Html.table(table.header(), table.rows());
    }

    private static String layers(Optional<SubstitutionReport> substitution) {
        if (substitution.isEmpty()) {
            return "<p>Nothing is replaced yet.</p>";
        }
        List<List<String>> rows = new ArrayList<>();
        for (SubstitutedLayer layer : substitution.get().layers()) {
            rows.add(
                    List.of(
                            layer.name(),
                            layer.type(),
                            number(layer.before()),
                            number(layer.after()),
                            layer.residual().isPresent()
                                    ? String.format(
                                            Locale.ROOT, "%.3f", layer.residual().getAsDouble())
                                    : "fresh"));
        }
        return Html.table(
                List.of("layer", "replaced by", "parameters before", "after", "residual"), rows);
    }

    private static String costs(List<ModelResult> models) {
        Map<String, ModelResult> different = new LinkedHashMap<>();
        for (ModelResult model : models) {
            // Both students are the same network.
            different.putIfAbsent(model.role() == Role.TEACHER ? "Teacher" : "Student", model);
        }
        StringBuilder html = new StringBuilder();
        different.forEach(
                (title, model) -> {
                    List<List<String>> rows = new ArrayList<>();
                    for (LayerCost layer : model.cost().layers()) {
                        rows.add(
                                List.of(
                                        layer.name(),
                                        layer.type(),
                                        number(layer.parameters()),
                                        multAdds(layer)));
                    }
                    html.append("<h3>")
                            .append(title)
                            .append("</h3>")
                            .append(
                                    Html.table(
                                            List.of("layer", "type", "parameters", "mult-adds"),
                                            rows));
                });
        return html.toString();
    }

    private static String multAdds(LayerCost layer) {
        return layer.multAdds(CountingRule.PUBLISHED).isPresent()
                ? number(layer.multAdds(CountingRule.PUBLISHED).getAsLong())
                : "?";
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** For each model its epochs as [epoch, loss, accuracy]. */
    private static String curves(Outcome outcome) throws IOException {
        Map<String, List<List<Number>>> curves = new LinkedHashMap<>();
        for (EpochPoint point : outcome.epochs()) {
            curves.computeIfAbsent(point.role().title(), role -> new ArrayList<>())
                    .add(List.of(point.epoch(), point.loss(), 100 * point.accuracy()));
        }
        return new ObjectMapper().writeValueAsString(curves);
    }
}
