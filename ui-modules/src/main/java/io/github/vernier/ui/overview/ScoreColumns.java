/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.overview;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.vernier.ui.health.Scored;
import io.github.vernier.ui.record.Columns;
import io.github.vernier.ui.series.Row;
import java.util.Collections;
import java.util.List;
import org.deeplearning4j.core.storage.Persistable;

/**
 * The score alone, from records of something else.
 *
 * @param scored where scores are
 * @param <R> class of the records
 */
record ScoreColumns<R extends Persistable>(Scored<R> scored) implements Columns<R> {

    @Override
    public List<String> names() {
        return List.of(TrainingColumns.SCORE);
    }

    @Override
    public Row row(R update) {
        return new Row(
                update.getTimeStamp(),
                scored.iteration().applyAsLong(update),
                Row.NO_EPOCH,
                Collections.singletonList(scored.score().apply(update)));
    }

    @Override
    public void describe(ObjectNode answer) {
        answer.put("source", scored.type().id());
    }
}
