/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.record;

import io.github.vernier.ui.page.Answer;
import io.github.vernier.ui.page.Endpoint;
import io.github.vernier.ui.page.Request;
import io.github.vernier.ui.page.RequestException;
import io.github.vernier.ui.series.Projection;
import io.github.vernier.ui.series.Row;
import io.github.vernier.ui.series.SeriesTable;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.deeplearning4j.core.storage.Persistable;

/**
 * Answers with a file of all records of a range with all digits, never thinned; of the series named
 * by {@code series}, which may be repeated, by default of all.
 *
 * @param name first part of the file's name; the session's id is the second
 * @param type updates
 * @param choice the series of a request
 * @param <R> class of the updates
 */
public record CsvEndpoint<R extends Persistable>(
        String name, RecordType<R> type, Columns.Choice<R> choice) implements Endpoint {

    @Override
    public Answer answer(Request request) {
        Selection selection = Selection.of(request, type.id());
        Columns<R> columns = choice.of(request, selection);
        Projection projection;
        try {
            projection = new Projection(columns.names(), request.texts("series"));
        } catch (IllegalArgumentException e) {
            throw new RequestException(400, e.getMessage());
        }
        long[] times = selection.times(request);
        SeriesTable table = new SeriesTable(projection.names());
        return Answer.csv(
                name + "-" + selection.session().id() + ".csv",
                out -> {
                    Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
                    table.writeHeader(writer);
                    writeRows(
                            selection,
                            times,
                            update -> {
                                Optional<Row> row = projection.of(columns.row(update));
                                if (row.isPresent()) {
                                    table.writeRow(row.get(), writer);
                                }
                            });
                    writer.flush();
                });
    }

    @FunctionalInterface
    private interface RowWriter<R> {
        void write(R update) throws IOException;
    }

    private void writeRows(Selection selection, long[] times, RowWriter<R> rows)
            throws IOException {
        try {
            selection.read(
                    times,
                    type.type(),
                    update -> {
                        try {
                            rows.write(update);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
