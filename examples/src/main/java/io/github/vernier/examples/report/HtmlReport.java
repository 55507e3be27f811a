/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.report;

import io.github.vernier.examples.report.Findings.Section;
import io.github.vernier.examples.training.EpochPoint;
import io.github.vernier.examples.training.ModelResult;
import io.github.vernier.layers.cost.CountingRule;
import io.github.vernier.layers.cost.LayerCost;
import io.github.vernier.layers.cost.NetworkCost;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
    static String of(Findings findings, Provenance provenance) throws IOException {
        Map<String, String> parts = new HashMap<>();
        parts.put("title", Html.escape(findings.title()));
        parts.put("status", status(findings));
        parts.put("results", table(findings.table()));
        parts.put("resultsnote", Html.escape(findings.tableNote()));
        parts.put("epochsnote", Html.escape(findings.epochsNote()));
        parts.put("sections", sections(findings.sections()));
        parts.put("costs", costs(findings.models()));
        parts.put("settings", Html.facts(provenance.settings()));
        parts.put("environment", Html.facts(provenance.environment()));
        parts.put("curves", Html.inScript(curves(findings)));
        return new HtmlTemplate(HtmlReport.class, TEMPLATE).fill(parts);
    }

    private static String status(Findings findings) {
        return findings.complete()
                ? ""
                : "<p class=\"partial\">Partial report: the run was not complete when this was"
                        + " written. What is missing below was not reached.</p>";
    }

    private static String table(ResultTable table) {
        return Html.table(table.header(), table.rows());
    }

    private static String sections(List<Section> sections) {
        StringBuilder html = new StringBuilder();
        for (Section section : sections) {
            html.append("<h2>").append(Html.escape(section.title())).append("</h2>\n");
            if (!section.table().rows().isEmpty()) {
                html.append(table(section.table())).append('\n');
            }
            html.append("<p class=\"note\">").append(Html.escape(section.note())).append("</p>\n");
        }
        return html.toString();
    }

    /** Layer by layer, once for models that have the same ones. */
    private static String costs(List<ModelResult> models) {
        Map<NetworkCost, List<String>> titles = new LinkedHashMap<>();
        for (ModelResult model : models) {
            titles.computeIfAbsent(model.cost(), cost -> new ArrayList<>())
                    .add(model.model().title());
        }
        StringBuilder html = new StringBuilder();
        titles.forEach(
                (cost, names) -> {
                    List<List<String>> rows = new ArrayList<>();
                    for (LayerCost layer : cost.layers()) {
                        rows.add(
                                List.of(
                                        layer.name(),
                                        layer.type(),
                                        number(layer.parameters()),
                                        number(layer.bits()),
                                        multAdds(layer)));
                    }
                    html.append("<h3>")
                            .append(Html.escape(String.join(", ", names)))
                            .append("</h3>")
                            .append(
                                    Html.table(
                                            List.of(
                                                    "layer",
                                                    "type",
                                                    "parameters",
                                                    "bits",
                                                    "mult-adds"),
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
    private static String curves(Findings findings) throws IOException {
        Map<String, List<List<Number>>> curves = new LinkedHashMap<>();
        for (EpochPoint point : findings.epochs()) {
            curves.computeIfAbsent(point.model().title(), model -> new ArrayList<>())
                    .add(List.of(point.epoch(), point.loss(), 100 * point.accuracy()));
        }
        return new ObjectMapper().writeValueAsString(curves);
    }
}
