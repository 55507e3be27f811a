/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.cost;

import java.util.List;

/** Lays out rows of text in columns. */
final class TextTable {

    private TextTable() {}

    /**
     * The rows, one on each line, columns padded to equal width.
     *
     * @param rows cells, the same number in every row; the first is the heading
     * @param leftAligned number of columns aligned to the left; the rest are aligned to the right
     */
    static String format(List<String[]> rows, int leftAligned) {
        int columns = rows.get(0).length;
        int[] widths = new int[columns];
        for (String[] row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        StringBuilder table = new StringBuilder();
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                String padding = " ".repeat(widths[i] - row[i].length());
                line.append(i < leftAligned ? row[i] + padding : padding + row[i]);
                line.append(i < columns - 1 ? "  " : "");
            }
            table.append(line.toString().stripTrailing()).append(System.lineSeparator());
        }
        return table.toString();
    }
}
