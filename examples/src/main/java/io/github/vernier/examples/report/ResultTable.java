/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.report;

import io.github.vernier.examples.compress.ModelResult;
import io.github.vernier.examples.compress.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The comparison of the models: each cost, and beside it the share of the teacher's.
 *
 * @param header names of the columns
 * @param rows one for each model, the teacher first; "?" where a value is not known
 */
public record ResultTable(List<String> header, List<List<String>> rows) {

    private static final String UNKNOWN = "?";
    private static final List<String> HEADER =
            List.of(
                    "model",
                    "parameters",
                    "ratio",
                    "mult-adds",
                    "ratio",
                    "size on disk",
                    "ratio",
                    "accuracy",
                    "points",
                    "ms/image",
                    "ratio");

    /**
     * The table of an outcome.
     *
     * @param outcome the outcome, complete or not
     */
    public static ResultTable of(Outcome outcome) {
        List<List<String>> rows = new ArrayList<>();
        for (ModelResult model : outcome.models()) {
            rows.add(row(model, outcome.models().get(0)));
        }
        return new ResultTable(HEADER, rows);
    }

    private static List<String> row(ModelResult model, ModelResult teacher) {
        return List.of(
                model.role().title(),
                format("%,d", model.parameters()),
                ratio(model.parameters(), teacher.parameters()),
                model.multAdds().isPresent()
                        ? format("%,d", model.multAdds().getAsLong())
                        : UNKNOWN,
                model.multAdds().isPresent() && teacher.multAdds().isPresent()
                        ? ratio(model.multAdds().getAsLong(), teacher.multAdds().getAsLong())
                        : UNKNOWN,
                format("%,d B", model.bytes()),
                ratio(model.bytes(), teacher.bytes()),
                format("%.2f %%", 100 * model.accuracy()),
                format("%+.2f", 100 * (model.accuracy() - teacher.accuracy())),
                model.millisecondsPerImage().isPresent()
                        ? format("%.3f", model.millisecondsPerImage().getAsDouble())
                        : UNKNOWN,
                model.millisecondsPerImage().isPresent()
                                && teacher.millisecondsPerImage().isPresent()
                        ? ratio(
                                model.millisecondsPerImage().getAsDouble(),
                                teacher.millisecondsPerImage().getAsDouble())
                        : UNKNOWN);
    }

    private static String ratio(double value, double teacher) {
        return format("%.3f", value / teacher);
    }

    private static String format(String pattern, Object value) {
        return String.format(Locale.ROOT, pattern, value);
    }

    /** The table as text, columns aligned. */
    public String format() {
        List<List<String>> lines = new ArrayList<>(List.of(header));
        lines.addAll(rows);
        StringBuilder text = new StringBuilder();
        for (List<String> line : lines) {
            for (int column = 0; column < line.size(); column++) {
                int width = width(lines, column);
                String cell = line.get(column);
                text.append(column == 0 ? "" : "  ")
                        .append(column == 0 ? cell : " ".repeat(width - cell.length()) + cell)
                        .append(column == 0 ? " ".repeat(width - cell.length()) : "");
            }
            text.append(System.lineSeparator());
        }
        return text.toString();
    }

    private static int width(List<List<String>> lines, int column) {
        return lines.stream().mapToInt(line -> line.get(column).length()).max().orElse(0);
    }
}
