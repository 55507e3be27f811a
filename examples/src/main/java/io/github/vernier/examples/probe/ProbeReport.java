/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.probe;

import io.github.vernier.examples.report.AtomicFile;
import io.github.vernier.examples.report.Html;
import io.github.vernier.examples.report.HtmlTemplate;
import io.github.vernier.examples.report.ResultTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/** What a study says: tables for the terminal; tables, charts and settings for a folder. */
final class ProbeReport {

    private static final String TEMPLATE = "probe-template.html";

    private final String title;
    private final List<String> notes = new ArrayList<>();
    private final Map<String, ResultTable> tables = new LinkedHashMap<>();
    private final List<Chart> charts = new ArrayList<>();
    private final Map<String, String> files = new LinkedHashMap<>();

    /**
     * An empty report.
     *
     * @param title heading
     */
    ProbeReport(String title) {
        this.title = title;
    }

    /** Adds a sentence. */
    void note(String note) {
        notes.add(note);
    }

    /** Adds a table, which is also written as a file. */
    void table(String heading, String file, List<String> header, List<List<String>> rows) {
        tables.put(heading, new ResultTable(header, rows));
        file(file, header, rows);
    }

    /** Adds a file of comma-separated values; no field needs quoting. */
    void file(String name, List<String> header, List<? extends List<String>> rows) {
        StringBuilder csv = new StringBuilder(String.join(",", header)).append('\n');
        rows.forEach(row -> csv.append(String.join(",", row)).append('\n'));
        files.put(name, csv.toString());
    }

    /** Adds a chart. */
    void chart(Chart chart) {
        charts.add(chart);
    }

    /** Prints notes and tables. */
    void print(PrintWriter out) {
        tables.forEach(
                (heading, table) -> {
                    out.println();
                    out.println(heading);
                    out.print(table.format());
                });
        out.println();
        notes.forEach(out::println);
        out.flush();
    }

    /**
     * Writes {@code report.html} and the tables.
     *
     * @param folder made if need be
     * @param settings what was asked for
     * @return the report
     * @throws IOException if they cannot be written
     */
    Path write(Path folder, Map<String, String> settings) throws IOException {
        Files.createDirectories(folder);
        for (Map.Entry<String, String> file : files.entrySet()) {
            AtomicFile.write(folder.resolve(file.getKey()), file.getValue());
        }
        Path report = folder.resolve("report.html");
        AtomicFile.write(report, html(settings));
        return report;
    }

    private String html(Map<String, String> settings) throws IOException {
        StringBuilder sections = new StringBuilder();
        tables.forEach(
                (heading, table) ->
                        sections.append("<h2>")
                                .append(Html.escape(heading))
                                .append("</h2>")
                                .append(Html.table(table.header(), table.rows())));
        return new HtmlTemplate(ProbeReport.class, TEMPLATE)
                .fill(
                        Map.of(
                                "title",
                                Html.escape(title),
                                "notes",
                                notes.stream()
                                        .map(n -> "<p class=\"note\">" + Html.escape(n) + "</p>")
                                        .collect(Collectors.joining("\n")),
                                "tables",
                                sections.toString(),
                                "settings",
                                Html.facts(settings),
                                "charts",
                                Html.inScript(json())));
    }

    private String json() throws IOException {
        List<Map<String, Object>> drawn = new ArrayList<>();
        for (Chart chart : charts) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("title", chart.title());
            fields.put("type", chart.type());
            fields.put("x", chart.x());
            fields.put("logX", chart.logX());
            fields.put("y", chart.y());
            fields.put("logY", chart.logY());
            fields.put(
                    "series",
                    chart.series().stream()
                            .map(s -> Map.of("name", s.name(), "points", s.points()))
                            .toList());
            drawn.add(fields);
        }
        return new ObjectMapper().writeValueAsString(drawn);
    }
}
