/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.count;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Counts as text: an aligned table, or comma-separated values. */
final class CountTable {

    private static final List<String> HEADER =
            List.of("network", "layer", "measure", "computed", "published", "", "source");
    private static final int NUMBERS_FROM = 3;
    private static final int NUMBERS_TO = 5;

    private CountTable() {}

    /** One table for each section, and how many compare in which way. */
    static String format(List<Count> counts) {
        Map<String, List<Count>> sections = new LinkedHashMap<>();
        for (Count count : counts) {
            sections.computeIfAbsent(count.figure().section(), s -> new ArrayList<>()).add(count);
        }
        StringBuilder text = new StringBuilder();
        sections.forEach(
                (section, rows) ->
                        text.append(section).append(":\n").append(table(rows)).append('\n'));
        return text.append(summary(counts)).append('\n').toString();
    }

    private static String table(List<Count> counts) {
        List<List<String>> rows = new ArrayList<>(List.of(HEADER));
        for (Count count : counts) {
            rows.add(cells(count));
        }
        int[] widths = new int[HEADER.size()];
        rows.forEach(row -> Arrays.setAll(widths, i -> Math.max(widths[i], row.get(i).length())));
        return rows.stream()
                .map(row -> line(row, widths))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static List<String> cells(Count count) {
        PublishedFigure figure = count.figure();
        return List.of(
                figure.network(),
                figure.layer(),
                figure.measure(),
                grouped(count.printed()),
                grouped(figure.value()),
                count.verdict() + (count.remark().isEmpty() ? "" : ": " + count.remark()),
                figure.source());
    }

    private static String grouped(String number) {
        return number.matches("\\d+") ? number.replaceAll("(?<=\\d)(?=(\\d{3})+$)", ",") : number;
    }

    private static String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            String padding = " ".repeat(widths[i] - cells.get(i).length());
            boolean isNumber = i >= NUMBERS_FROM && i < NUMBERS_TO;
            line.append(isNumber ? padding : "")
                    .append(cells.get(i))
                    .append(isNumber ? "" : padding)
                    .append("  ");
        }
        return line.toString().stripTrailing();
    }

    /** How many there are of each verdict. */
    static String summary(List<Count> counts) {
        Map<Verdict, Long> byVerdict =
                counts.stream()
                        .collect(
                                Collectors.groupingBy(
                                        Count::verdict, TreeMap::new, Collectors.counting()));
        return counts.size()
                + " numbers: "
                + byVerdict.entrySet().stream()
                        .map(entry -> entry.getValue() + " " + entry.getKey())
                        .collect(Collectors.joining(", "));
    }

    /** One line for each; no field needs quoting. */
    static String csv(List<Count> counts) {
        StringBuilder csv =
                new StringBuilder(
                        "section,network,layer,measure,computed,published,verdict,source\n");
        for (Count count : counts) {
            PublishedFigure figure = count.figure();
            csv.append(
                    String.join(
                            ",",
                            figure.section(),
                            figure.network(),
                            figure.layer(),
                            figure.measure(),
                            count.printed(),
                            figure.value(),
                            count.verdict().toString(),
                            figure.source()));
            csv.append('\n');
        }
        return csv.toString();
    }
}
