/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.estimators;

import io.github.vernier.examples.report.AtomicFile;
import io.github.vernier.examples.report.Html;
import io.github.vernier.examples.report.HtmlTemplate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/**
 * The files of the curves.
 *
 * @param folder where they go; made if need be
 */
record EstimatorFolder(Path folder) {

    private static final String TEMPLATE = "estimators-template.html";

    /** The report. */
    Path report() {
        return folder.resolve("report.html");
    }

    /**
     * Writes {@code report.html} and {@code curves.csv}.
     *
     * @param curves what is drawn
     * @throws IOException if they cannot be written
     */
    void write(List<Curve> curves) throws IOException {
        Files.createDirectories(folder);
        AtomicFile.write(folder.resolve("curves.csv"), csv(curves));
        AtomicFile.write(report(), html(curves));
    }

    private static String csv(List<Curve> curves) {
        StringBuilder csv = new StringBuilder("estimator,x,value,gradient\n");
        for (Curve curve : curves) {
            for (int i = 0; i < curve.x().length; i++) {
                csv.append(curve.name())
                        .append(',')
                        .append(curve.x()[i])
                        .append(',')
                        .append(curve.forward()[i])
                        .append(',')
                        .append(curve.gradient()[i])
                        .append('\n');
            }
        }
        return csv.toString();
    }

    private static String html(List<Curve> curves) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        Map<String, Object> series = new LinkedHashMap<>();
        for (Curve curve : curves) {
            rows.add(List.of(curve.name(), curve.settings()));
            series.put(curve.name(), List.of(curve.x(), curve.forward(), curve.gradient()));
        }
        return new HtmlTemplate(EstimatorFolder.class, TEMPLATE)
                .fill(
                        Map.of(
                                "estimators",
                                Html.table(List.of("estimator", "settings"), rows),
                                "curves",
                                Html.inScript(new ObjectMapper().writeValueAsString(series))));
    }
}
