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
import java.util.Set;
import java.util.TreeMap;
import org.deeplearning4j.core.storage.Persistable;

/**
 * Answers with series by column.
 *
 * <p>{@code from} (exclusive) and {@code to} (inclusive) bound the time of the records in
 * milliseconds; a script polls with {@code from} set to the last answer's {@code last}. At most
 * {@code points} rows come back (100 to 50 000, default 4000), with every peak; {@code recorded}
 * counts all. Without any of them the answer is about the whole session; if that is long, {@code
 * unread} of its records are merely sampled yet, and the same question has a better answer later.
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

    /** Of longer ranges the extremes are those of the whole session's view. */
    private static final int LONGEST_RANGE = 100_000;

    private static final Set<String> RANGE = Set.of("from", "to", "points");

    /** What an answer says of a range. */
    private record Part(
            List<Row> rows,
            List<EpochMarks.Mark> epochs,
            Session.Reading reading,
            long unread,
            Long last) {

        long recorded() {
            return reading.read() + unread;
        }
    }

    @Override
    public Answer answer(Request request) {
        Selection selection = Selection.of(request, type.id());
        Columns<R> columns = choice.of(request, selection);
        Part part =
                RANGE.stream().allMatch(name -> request.texts(name).isEmpty())
                        ? whole(request, selection, columns)
                        : range(request, selection, columns);
        ObjectNode answer = new SeriesTable(columns.names()).toJson(part.rows());
        selection.describe(answer);
        columns.describe(answer);
        answer.put("recorded", part.recorded());
        answer.put("unread", part.unread());
        answer.put("thinned", part.rows().size() < part.recorded());
        answer.put("last", part.last());
        Selection.reportProblems(part.reading(), type.version(), answer);
        ArrayNode marks = answer.putArray("epochs");
        part.epochs()
                .forEach(
                        mark ->
                                marks.addObject()
                                        .put("epoch", mark.epoch())
                                        .put("iteration", mark.iteration()));
        return Answer.json(answer);
    }

    private Part whole(Request request, Selection selection, Columns<R> columns) {
        List<Object> key = List.of(type.id(), columns.names(), request.signature(RANGE));
        WholeSeries.Snapshot series =
                selection
                        .keep(
                                key,
                                WholeSeries.class,
                                () ->
                                        new WholeSeries(
                                                columns.names().size(),
                                                MAX_EPOCH_MARKS,
                                                SlicedReading.SLICE))
                        .update(selection, type, columns);
        return new Part(
                series.rows(), series.epochs(), series.reading(), series.unread(), series.upTo());
    }

    private Part range(Request request, Selection selection, Columns<R> columns) {
        long[] times = selection.times(request);
        int points = request.number("points", DEFAULT_POINTS, 100, MAX_POINTS);
        if (times.length > LONGEST_RANGE) {
            return longRange(request, selection, columns, times);
        }
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
        Long last =
                times.length > 0 ? (Long) times[times.length - 1] : Selection.lastAsked(request);
        return new Part(sampler.rows(), epochs.marks(), reading, 0, last);
    }

    /** The rows of the whole session's view, and evenly spaced ones in between. */
    private Part longRange(Request request, Selection selection, Columns<R> columns, long[] times) {
        Part whole = whole(request, selection, columns);
        TreeMap<Long, Row> rows = new TreeMap<>();
        for (Row row : whole.rows()) {
            if (row.time() >= times[0] && row.time() <= times[times.length - 1]) {
                rows.put(row.time(), row);
            }
        }
        Session.Reading reading =
                selection.read(
                        Thinned.of(times, DEFAULT_POINTS),
                        type.type(),
                        update -> rows.put(update.getTimeStamp(), columns.row(update)));
        return new Part(
                List.copyOf(rows.values()),
                whole.epochs(),
                new Session.Reading(times.length, reading.unreadable(), reading.newestVersion()),
                0,
                times[times.length - 1]);
    }
}
