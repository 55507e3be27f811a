/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.custom;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.vernier.listeners.record.SeriesUpdate;
import io.github.vernier.ui.page.Answer;
import io.github.vernier.ui.page.Endpoint;
import io.github.vernier.ui.page.Page;
import io.github.vernier.ui.page.Request;
import io.github.vernier.ui.record.RecordType;
import io.github.vernier.ui.record.Selection;
import io.github.vernier.ui.series.CsvCell;
import io.github.vernier.ui.series.Thinning;
import io.github.vernier.ui.session.Session;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Series that user code records. */
public final class SeriesPage implements Page {

    private static final RecordType<SeriesUpdate> POINTS = RecordType.of(new SeriesUpdate());

    private static final int DEFAULT_POINTS = 4000;
    private static final int MAX_POINTS = 50_000;

    /** More could not be told apart, and a name for every point must not fill the memory. */
    private static final int MOST_SERIES = 200;

    /** For the service loader. */
    public SeriesPage() {}

    @Override
    public String id() {
        return "series";
    }

    @Override
    public int order() {
        return 90;
    }

    @Override
    public List<String> typeIds() {
        return List.of(POINTS.id());
    }

    @Override
    public Map<String, Endpoint> endpoints() {
        return Map.of("", SeriesPage::points, "csv", SeriesPage::csv);
    }

    private static Answer points(Request request) {
        Selection selection = Selection.of(request, POINTS.id());
        int budget = request.number("points", DEFAULT_POINTS, 100, MAX_POINTS);
        long[] times = selection.times(request);
        Map<String, Thinning> series = new TreeMap<>();
        long[] left = {0};
        Session.Reading reading =
                selection.read(
                        times,
                        SeriesUpdate.class,
                        update -> {
                            if (series.size() < MOST_SERIES
                                    || series.containsKey(update.getName())) {
                                series.computeIfAbsent(
                                                update.getName(), name -> new Thinning(budget))
                                        .add(
                                                new Thinning.Point(
                                                        update.getTimeStamp(),
                                                        update.getX(),
                                                        update.getY()));
                            } else {
                                left[0]++;
                            }
                        });
        ObjectNode answer = selection.describe();
        ArrayNode list = answer.putArray("series");
        series.forEach((name, points) -> put(name, points, list.addObject()));
        answer.put("recorded", reading.read()).put("left", left[0]);
        answer.put(
                "last",
                times.length > 0 ? (Long) times[times.length - 1] : Selection.lastAsked(request));
        Selection.reportProblems(reading, POINTS.version(), answer);
        return Answer.json(answer);
    }

    private static void put(String name, Thinning thinning, ObjectNode json) {
        List<Thinning.Point> points = thinning.points();
        json.put("name", name).put("recorded", thinning.count());
        json.put("thinned", points.size() < thinning.count());
        ArrayNode x = json.putArray("x");
        ArrayNode y = json.putArray("y");
        ArrayNode nonFinite = json.putArray("nonFinite");
        for (Thinning.Point point : points) {
            x.add(point.x());
            if (Double.isFinite(point.y())) {
                y.add(point.y());
            } else {
                y.addNull();
                nonFinite.addObject().put("x", point.x()).put("value", Double.toString(point.y()));
            }
        }
    }

    private static Answer csv(Request request) {
        Selection selection = Selection.of(request, POINTS.id());
        Set<String> wanted = Set.copyOf(request.texts("series"));
        long[] times = selection.times(request);
        return Answer.csv(
                "series-" + selection.session().id() + ".csv",
                out -> {
                    Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
                    writer.write("time,series,x,y\r\n");
                    try {
                        selection.read(
                                times,
                                SeriesUpdate.class,
                                update -> {
                                    if (wanted.isEmpty() || wanted.contains(update.getName())) {
                                        write(update, writer);
                                    }
                                });
                    } catch (UncheckedIOException e) {
                        throw e.getCause();
                    }
                    writer.flush();
                });
    }

    private static void write(SeriesUpdate update, Writer writer) {
        try {
            writer.write(
                    update.getTimeStamp()
                            + ","
                            + CsvCell.of(update.getName())
                            + ","
                            + update.getX()
                            + ","
                            + update.getY()
                            + "\r\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
