/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.overview;

import io.github.vernier.listeners.record.TrainingUpdate;
import io.github.vernier.ui.health.Checks;
import io.github.vernier.ui.health.Scored;
import io.github.vernier.ui.page.Answer;
import io.github.vernier.ui.page.Request;
import io.github.vernier.ui.record.Columns;
import io.github.vernier.ui.record.CsvEndpoint;
import io.github.vernier.ui.record.RecordType;
import io.github.vernier.ui.record.Selection;
import io.github.vernier.ui.record.SeriesEndpoint;
import io.github.vernier.ui.session.Session;
import java.util.List;
import org.deeplearning4j.core.storage.Persistable;

/**
 * Where a session's training curves come from: the first type of records it has of those that say
 * how training goes.
 *
 * @param type type of records
 * @param choice the series of a request
 * @param <R> class of the records
 */
public record TrainingSource<R extends Persistable>(RecordType<R> type, Columns.Choice<R> choice) {

    /**
     * A session's training curves.
     *
     * @param request request
     * @return what {@link SeriesEndpoint} answers
     * @throws Exception if it cannot
     */
    public static Answer series(Request request) throws Exception {
        TrainingSource<?> source = of(request.session());
        return source.endpoint().answer(request);
    }

    /**
     * The same as a file.
     *
     * @param request request
     * @return what {@link CsvEndpoint} answers
     * @throws Exception if it cannot
     */
    public static Answer csv(Request request) throws Exception {
        TrainingSource<?> source = of(request.session());
        return source.file().answer(request);
    }

    private SeriesEndpoint<R> endpoint() {
        return new SeriesEndpoint<>(type, choice);
    }

    private CsvEndpoint<R> file() {
        return new CsvEndpoint<>("training", type, choice);
    }

    static TrainingSource<?> of(Session session) {
        List<String> recorded = session.typeIds();
        TrainingSource<TrainingUpdate> ours =
                new TrainingSource<>(RecordType.of(new TrainingUpdate()), TrainingColumns::of);
        if (recorded.contains(ours.type().id())) {
            return ours;
        }
        if (recorded.contains(Checks.STOCK.id())
                && session.holds(Checks.STOCK.id(), Checks.STOCK.type())) {
            return new TrainingSource<>(Checks.STOCK, StockColumns::of);
        }
        return Checks.scores().stream()
                .filter(scored -> !scored.type().equals(Checks.STOCK))
                .filter(scored -> recorded.contains(scored.type().id()))
                .findFirst()
                .<TrainingSource<?>>map(TrainingSource::ofScores)
                .orElse(ours);
    }

    private static <R extends Persistable> TrainingSource<R> ofScores(Scored<R> scored) {
        return new TrainingSource<>(
                scored.type(),
                (Request request, Selection selection) -> new ScoreColumns<>(scored));
    }
}
