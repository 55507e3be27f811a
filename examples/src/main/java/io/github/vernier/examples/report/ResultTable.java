/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A table of text.
 *
 * @param header names of the columns
 * @param rows cells; "?" where a value is not known
 */
public record ResultTable(List<String> header, List<List<String>> rows) {

    /** Copies the lists. */
    public ResultTable {
        header = List.copyOf(header);
        rows = List.copyOf(rows);
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
