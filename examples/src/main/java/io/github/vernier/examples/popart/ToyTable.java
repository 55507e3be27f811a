/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.popart;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The results beside what was published. */
final class ToyTable {

    private static final List<String> HEADER =
            List.of(
                    "method",
                    "alpha",
                    "mean of median error",
                    "published",
                    "expected of 50 runs",
                    "end",
                    "published end");

    private ToyTable() {}

    static List<String> header() {
        return HEADER;
    }

    static List<List<String>> rows(Map<ToyMethod, ToyCurve> curves) {
        List<List<String>> rows = new ArrayList<>();
        curves.forEach(
                (method, curve) ->
                        rows.add(
                                List.of(
                                        method.title(),
                                        String.format(Locale.ROOT, "%.5f", method.alpha()),
                                        number(curve.meanOfMedian()),
                                        number(method.published()),
                                        method.range(),
                                        number(curve.end()),
                                        number(method.publishedEnd()))));
        return rows;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    /** As text in columns. */
    static String text(Map<ToyMethod, ToyCurve> curves) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(HEADER);
        lines.addAll(rows(curves));
        StringBuilder text = new StringBuilder();
        for (List<String> line : lines) {
            StringBuilder row = new StringBuilder();
            for (int i = 0; i < line.size(); i++) {
                int width = width(lines, i);
                row.append(
                        String.format(
                                i == 0 ? "%-" + width + "s" : "  %" + width + "s", line.get(i)));
            }
            text.append(row.toString().stripTrailing()).append(System.lineSeparator());
        }
        return text.toString();
    }

    private static int width(List<List<String>> lines, int column) {
        return lines.stream().mapToInt(line -> line.get(column).length()).max().orElseThrow();
    }
}
