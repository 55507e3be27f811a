/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.health;

import io.github.vernier.ui.record.RecordType;
import java.util.List;
import org.deeplearning4j.core.storage.Persistable;

/**
 * The newest score is NaN or infinite.
 *
 * @param scored where scores are
 * @param <R> class of the records
 */
record ScoreIsFinite<R extends Persistable>(Scored<R> scored) implements Check<R> {

    @Override
    public RecordType<R> type() {
        return scored.type();
    }

    @Override
    public List<Finding> examine(History<R> history) {
        List<R> records = scored.scoredOf(history.records());
        int first = records.size();
        while (first > 0 && !Double.isFinite(scored.score().apply(records.get(first - 1)))) {
            first--;
        }
        if (first == records.size()) {
            return List.of();
        }
        return List.of(
                new Finding("score.nonfinite", Severity.ERROR, "overview")
                        .with("value", scored.score().apply(records.get(records.size() - 1)))
                        .with("iteration", scored.iteration().applyAsLong(records.get(first))));
    }
}
