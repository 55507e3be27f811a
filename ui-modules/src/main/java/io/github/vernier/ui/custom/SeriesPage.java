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

/** Series that user code records. */
public final class SeriesPage implements Page {

    private static final RecordType<SeriesUpdate> POINTS = RecordType.of(new SeriesUpdate());

    private static final int DEFAULT_POINTS = 4000;
    private static final int MAX_POINTS = 50_000;

    private static final Set<String> RANGE = Set.of("from", "to", "points");

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
        Found found =
                RANGE.stream().allMatch(name -> request.texts(name).isEmpty())
                        ? selection
                                .keep(
                                        "points",
                                        WholePoints.class,
                                        () -> new WholePoints(DEFAULT_POINTS))
                                .update(selection)
                        : range(request, selection);
        ObjectNode answer = selection.describe();
        ArrayNode list = answer.putArray("series");
        found.curves().forEach((name, curve) -> put(name, curve, list.addObject()));
        answer.put("recorded", found.reading().read() + found.unread());
        answer.put("unread", found.unread());
        answer.put("left", found.left());
        answer.put("last", found.last());
        Selection.reportProblems(found.reading(), POINTS.version(), answer);
        return Answer.json(answer);
    }

    private static Found range(Request request, Selection selection) {
        Points points = new Points(request.number("points", DEFAULT_POINTS, 100, MAX_POINTS));
        long[] times = selection.times(request);
        Session.Reading reading = selection.read(times, SeriesUpdate.class, points::add);
        Long last =
                times.length > 0 ? (Long) times[times.length - 1] : Selection.lastAsked(request);
        return Found.of(points, reading, 0, last);
    }

    private static void put(String name, Points.Curve curve, ObjectNode json) {
        json.put("name", name).put("recorded", curve.recorded());
        json.put("thinned", curve.points().size() < curve.recorded());
        ArrayNode x = json.putArray("x");
        ArrayNode y = json.putArray("y");
        ArrayNode nonFinite = json.putArray("nonFinite");
        for (Thinning.Point point : curve.points()) {
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
