/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.series;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/** Writes rows for a page's script and for a spreadsheet. */
public final class SeriesTable {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final List<String> names;

    /**
     * A table.
     *
     * @param names name of each series, in the order of the rows' values
     */
    public SeriesTable(List<String> names) {
        this.names = List.copyOf(names);
    }

    /**
     * The rows by column, with what JSON cannot say apart.
     *
     * @param rows rows
     * @return {@code columns}: {@code time}, {@code iteration}, {@code epoch} and each series as
     *     arrays of one length, null where there is no finite value; {@code nonFinite}: series,
     *     iteration and value ("NaN", "Infinity", "-Infinity") of each that is not finite
     */
    public ObjectNode toJson(List<Row> rows) {
        ObjectNode table = JSON.objectNode();
        ObjectNode columns = table.putObject("columns");
        ArrayNode times = columns.putArray("time");
        ArrayNode iterations = columns.putArray("iteration");
        ArrayNode epochs = columns.putArray("epoch");
        for (Row row : rows) {
            times.add(row.time());
            iterations.add(row.iteration());
            epochs.add(row.epoch() == Row.NO_EPOCH ? null : (Long) row.epoch());
        }
        ArrayNode nonFinite = table.putArray("nonFinite");
        for (int s = 0; s < names.size(); s++) {
            ArrayNode column = columns.putArray(names.get(s));
            for (Row row : rows) {
                Double value = row.values().get(s);
                if (value != null && !Double.isFinite(value)) {
                    nonFinite
                            .addObject()
                            .put("series", names.get(s))
                            .put("iteration", row.iteration())
                            .put("value", value.toString());
                    column.addNull();
                } else {
                    column.add(value);
                }
            }
        }
        return table;
    }

    /**
     * Writes the first line of a CSV file (RFC 4180).
     *
     * @param out where to
     * @throws IOException if it cannot be written
     */
    public void writeHeader(Writer out) throws IOException {
        out.write("time,iteration,epoch");
        for (String name : names) {
            out.write(',');
            out.write(CsvCell.of(name));
        }
        out.write("\r\n");
    }

    /**
     * Writes one line of a CSV file: numbers with all digits, an absent value as nothing, the
     * others as NaN, Infinity or -Infinity.
     *
     * @param row row
     * @param out where to
     * @throws IOException if it cannot be written
     */
    public void writeRow(Row row, Writer out) throws IOException {
        out.write(row.time() + "," + row.iteration() + ",");
        out.write(row.epoch() == Row.NO_EPOCH ? "" : Long.toString(row.epoch()));
        for (Double value : row.values()) {
            out.write(value == null ? "," : "," + value);
        }
        out.write("\r\n");
    }
}
