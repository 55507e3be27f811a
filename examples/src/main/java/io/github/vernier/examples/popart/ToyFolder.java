/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.popart;

import io.github.vernier.examples.report.AtomicFile;
import io.github.vernier.examples.report.Html;
import io.github.vernier.examples.report.HtmlTemplate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/**
 * The files of the toy.
 *
 * @param folder where they go; made if need be
 */
record ToyFolder(Path folder) {

    private static final String TEMPLATE = "popart-template.html";

    /** The chart draws every fifth point, which its width cannot show anyway. */
    private static final int STRIDE = 5;

    /** The report. */
    Path report() {
        return folder.resolve("report.html");
    }

    /**
     * Writes {@code report.html}, {@code results.csv} and {@code curves.csv}.
     *
     * @param curves the results
     * @param settings how they were made, by name
     * @throws IOException if they cannot be written
     */
    void write(Map<ToyMethod, ToyCurve> curves, Map<String, String> settings) throws IOException {
        Files.createDirectories(folder);
        AtomicFile.write(folder.resolve("results.csv"), results(curves));
        AtomicFile.write(folder.resolve("curves.csv"), csv(curves));
        AtomicFile.write(report(), html(curves, settings));
    }

    private static String results(Map<ToyMethod, ToyCurve> curves) {
        StringBuilder csv =
                new StringBuilder(
                        "method,mean_of_median,published,median_last_500,published_last_500\n");
        curves.forEach(
                (method, curve) ->
                        csv.append(
                                String.format(
                                        Locale.ROOT,
                                        "%s,%s,%s,%s,%s\n",
                                        method.title(),
                                        curve.meanOfMedian(),
                                        method.published(),
                                        curve.end(),
                                        method.publishedEnd())));
        return csv.toString();
    }

    private static String csv(Map<ToyMethod, ToyCurve> curves) {
        StringBuilder csv = new StringBuilder("method,sample,median,p10,p90\n");
        curves.forEach(
                (method, curve) -> {
                    for (int i = 0; i < curve.median().length; i++) {
                        csv.append(method.title())
                                .append(',')
                                .append(i)
                                .append(',')
                                .append(curve.median()[i])
                                .append(',')
                                .append(curve.low()[i])
                                .append(',')
                                .append(curve.high()[i])
                                .append('\n');
                    }
                });
        return csv.toString();
    }

    private static String html(Map<ToyMethod, ToyCurve> curves, Map<String, String> settings)
            throws IOException {
        Map<String, List<List<Number>>> series = new LinkedHashMap<>();
        curves.forEach((method, curve) -> series.put(method.title(), points(curve)));
        return new HtmlTemplate(ToyFolder.class, TEMPLATE)
                .fill(
                        Map.of(
                                "results",
                                Html.table(ToyTable.header(), ToyTable.rows(curves)),
                                "settings",
                                Html.facts(settings),
                                "curves",
                                Html.inScript(new ObjectMapper().writeValueAsString(series))));
    }

    /** [sample, median, p10, p90], to one decimal. */
    private static List<List<Number>> points(ToyCurve curve) {
        List<List<Number>> points = new ArrayList<>();
        for (int i = 0; i < curve.median().length; i += STRIDE) {
            points.add(
                    List.of(
                            i,
                            rounded(curve.median()[i]),
                            rounded(curve.low()[i]),
                            rounded(curve.high()[i])));
        }
        return points;
    }

    private static double rounded(double value) {
        return Math.round(10 * value) / 10.0;
    }
}
