/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.series;

/** A text as a cell of a CSV file (RFC 4180). */
public final class CsvCell {

    private CsvCell() {}

    /**
     * The text, in quotes if need be.
     *
     * @param text any text
     * @return cell
     */
    public static String of(String text) {
        return text.chars().anyMatch(c -> c == ',' || c == '"' || c < ' ')
                ? '"' + text.replace("\"", "\"\"") + '"'
                : text;
    }
}
