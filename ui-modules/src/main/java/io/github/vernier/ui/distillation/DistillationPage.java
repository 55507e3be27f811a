/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.distillation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.vernier.listeners.record.AttentionMapsUpdate;
import io.github.vernier.listeners.record.DistillationStaticInfo;
import io.github.vernier.listeners.record.DistillationUpdate;
import io.github.vernier.ui.page.Answer;
import io.github.vernier.ui.page.Endpoint;
import io.github.vernier.ui.page.Page;
import io.github.vernier.ui.page.Request;
import io.github.vernier.ui.page.RequestException;
import io.github.vernier.ui.series.EpochMarks;
import io.github.vernier.ui.series.ExtremeSampler;
import io.github.vernier.ui.series.Projection;
import io.github.vernier.ui.series.Row;
import io.github.vernier.ui.series.SeriesTable;
import io.github.vernier.ui.session.Session;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Losses, held-out accuracy, calibration and attention maps of a distillation. */
public final class DistillationPage implements Page {

    private static final String TYPE = DistillationUpdate.TYPE_ID;
    private static final String MAPS_TYPE = AttentionMapsUpdate.TYPE_ID;
    private static final int DEFAULT_POINTS = 4000;
    private static final int MAX_POINTS = 50_000;
    private static final int MAX_EPOCH_MARKS = 400;
    private static final int MAX_MAP_TIMES = 400;
    private static final int SUPPORTED_VERSION = new DistillationUpdate().getVersion();
    private static final int SUPPORTED_MAPS_VERSION = new AttentionMapsUpdate().getVersion();

    /** For the service loader. */
    public DistillationPage() {}

    @Override
    public String id() {
        return "distillation";
    }

    @Override
    public int order() {
        return 50;
    }

    @Override
    public List<String> typeIds() {
        return List.of(TYPE, MAPS_TYPE);
    }

    @Override
    public Map<String, Endpoint> endpoints() {
        return Map.of("", this::series, "csv", this::csv, "maps", this::maps);
    }

    private Answer series(Request request) {
        Selection selection = Selection.of(request, TYPE);
        LossColumns columns = LossColumns.of(selection);
        long[] times = selection.times(request);
        int points = request.number("points", DEFAULT_POINTS, 100, MAX_POINTS);
        ExtremeSampler sampler = new ExtremeSampler(columns.names().size(), times.length, points);
        EpochMarks epochs = new EpochMarks(MAX_EPOCH_MARKS);
        Session.Reading reading =
                selection.read(
                        times,
                        DistillationUpdate.class,
                        update -> {
                            Row row = columns.row(update);
                            sampler.add(row);
                            epochs.add(row);
                        });

        List<Row> rows = sampler.rows();
        ObjectNode answer = new SeriesTable(columns.names()).toJson(rows);
        selection.describe(answer);
        answer.set("settings", columns.settings());
        answer.put("recorded", reading.read());
        answer.put("thinned", rows.size() < reading.read());
        answer.put("last", lastOf(times, request));
        selection.reportProblems(reading, SUPPORTED_VERSION, answer);
        ArrayNode marks = answer.putArray("epochs");
        epochs.marks()
                .forEach(
                        mark ->
                                marks.addObject()
                                        .put("epoch", mark.epoch())
                                        .put("iteration", mark.iteration()));
        return Answer.json(answer);
    }

    /** From when to go on asking: null while there is nothing. */
    private static Long lastOf(long[] times, Request request) {
        if (times.length > 0) {
            return times[times.length - 1];
        }
        long from = Selection.after(request);
        return from == Long.MIN_VALUE ? null : (Long) from;
    }

    private Answer csv(Request request) {
        Selection selection = Selection.of(request, TYPE);
        LossColumns columns = LossColumns.of(selection);
        Projection projection;
        try {
            projection = new Projection(columns.names(), request.texts("series"));
        } catch (IllegalArgumentException e) {
            throw new RequestException(400, e.getMessage());
        }
        long[] times = selection.times(request);
        SeriesTable table = new SeriesTable(projection.names());
        return Answer.csv(
                "distillation-" + selection.session().id() + ".csv",
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
    private interface RowWriter {
        void write(DistillationUpdate update) throws IOException;
    }

    private static void writeRows(Selection selection, long[] times, RowWriter rows)
            throws IOException {
        try {
            selection.read(
                    times,
                    DistillationUpdate.class,
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

    private Answer maps(Request request) {
        Selection selection = Selection.of(request, MAPS_TYPE);
        long[] times = selection.times(Long.MIN_VALUE, Long.MAX_VALUE);
        ObjectNode answer = selection.describe();
        ArrayNode offered = answer.putArray("times");
        int stride = Math.max(1, (times.length + MAX_MAP_TIMES - 1) / MAX_MAP_TIMES);
        // Counted from the end, so that the newest is always offered.
        for (int i = (times.length - 1) % stride; i >= 0 && i < times.length; i += stride) {
            offered.add(times[i]);
        }
        if (times.length == 0) {
            return Answer.json(answer);
        }
        long newest = times[times.length - 1];
        long time = request.number("time", newest);
        answer.put("time", time);
        if (time == request.number("have", Long.MIN_VALUE)) {
            return Answer.json(answer);
        }
        DistillationStaticInfo.Settings settings = selection.settings().orElse(null);
        Session.Reading reading =
                selection.read(
                        new long[] {time},
                        AttentionMapsUpdate.class,
                        update -> MapsJson.put(update, settings, answer));
        if (reading.read() == 0 && reading.unreadable() == 1 && time != newest) {
            throw new RequestException(404, "There are no readable attention maps of time " + time);
        }
        selection.reportProblems(reading, SUPPORTED_MAPS_VERSION, answer);
        return Answer.json(answer);
    }
}
