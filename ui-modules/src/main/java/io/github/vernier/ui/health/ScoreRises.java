/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.health;

import io.github.vernier.ui.record.RecordType;
import java.util.List;
import org.deeplearning4j.core.storage.Persistable;

/**
 * The score of late is far above the best it was for a while.
 *
 * @param scored where scores are
 * @param <R> class of the records
 */
record ScoreRises<R extends Persistable>(Scored<R> scored) implements Check<R> {

    private static final int FEWEST = 20;
    private static final double SHARE = 0.1;
    private static final double FACTOR = 1.5;

    @Override
    public RecordType<R> type() {
        return scored.type();
    }

    @Override
    public List<Finding> examine(History<R> history) {
        List<R> all = scored.scoredOf(history.records());
        if (all.size() < FEWEST) {
            return List.of();
        }
        int width = (int) Math.round(SHARE * all.size());
        double now =
                History.median(all.subList(all.size() - width, all.size()), scored.score()::apply);
        double best = Double.POSITIVE_INFINITY;
        int bestAt = 0;
        for (int i = 0; i + width <= all.size(); i++) {
            double level = History.median(all.subList(i, i + width), scored.score()::apply);
            if (level < best) {
                best = level;
                bestAt = i + width - 1;
            }
        }
        if (!(best > 0 && now > FACTOR * best)) {
            return List.of();
        }
        return List.of(
                new Finding("score.rises", Severity.WARNING, "overview")
                        .with("now", now)
                        .with("best", best)
                        .with("iteration", scored.iteration().applyAsLong(all.get(bestAt))));
    }
}
