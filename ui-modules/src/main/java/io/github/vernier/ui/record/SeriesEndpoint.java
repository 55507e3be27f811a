/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.record;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.vernier.ui.page.Answer;
import io.github.vernier.ui.page.Endpoint;
import io.github.vernier.ui.page.Request;
import io.github.vernier.ui.series.EpochMarks;
import io.github.vernier.ui.series.ExtremeSampler;
import io.github.vernier.ui.series.Row;
import io.github.vernier.ui.series.SeriesTable;
import io.github.vernier.ui.session.Session;
import java.util.List;
import org.deeplearning4j.core.storage.Persistable;

/**
 * Answers with series by column.
 *
 * <p>{@code from} (exclusive) and {@code to} (inclusive) bound the time of the records in
 * milliseconds; a script polls with {@code from} set to the last answer's {@code last}. At most
 * {@code points} rows come back (100 to 50 000, default 4000), with every peak; {@code recorded}
 * counts all.
 *
 * @param type updates
 * @param choice the series of a request
 * @param <R> class of the updates
 */
public record SeriesEndpoint<R extends Persistable>(RecordType<R> type, Columns.Choice<R> choice)
        implements Endpoint {

    private static final int DEFAULT_POINTS = 4000;
    private static final int MAX_POINTS = 50_000;
    private static final int MAX_EPOCH_MARKS = 400;

    @Override
    public Answer answer(Request request) {
        Selection selection = Selection.of(request, type.id());
        Columns<R> columns = choice.of(request, selection);
        long[] times = selection.times(request);
        int points = request.number("points", DEFAULT_POINTS, 100, MAX_POINTS);
        ExtremeSampler sampler = new ExtremeSampler(columns.names().size(), times.length, points);
        EpochMarks epochs = new EpochMarks(MAX_EPOCH_MARKS);
        Session.Reading reading =
                selection.read(
                        times,
                        type.type(),
                        update -> {
                            Row row = columns.row(update);
                            sampler.add(row);
                            epochs.add(row);
                        });

        List<Row> rows = sampler.rows();
        ObjectNode answer = new SeriesTable(columns.names()).toJson(rows);
        selection.describe(answer);
        columns.describe(answer);
        answer.put("recorded", reading.read());
        answer.put("thinned", rows.size() < reading.read());
        answer.put(
                "last",
                times.length > 0 ? (Long) times[times.length - 1] : Selection.lastAsked(request));
        Selection.reportProblems(reading, type.version(), answer);
        ArrayNode marks = answer.putArray("epochs");
        epochs.marks()
                .forEach(
                        mark ->
                                marks.addObject()
                                        .put("epoch", mark.epoch())
                                        .put("iteration", mark.iteration()));
        return Answer.json(answer);
    }
}
