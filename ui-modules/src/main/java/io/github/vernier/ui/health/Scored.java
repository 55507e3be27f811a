/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.health;

import io.github.vernier.ui.record.RecordType;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.deeplearning4j.core.storage.Persistable;

/**
 * Records that have a training score.
 *
 * @param type type of records
 * @param iteration iteration of a record
 * @param score score of a record, null if it has none
 * @param <R> class of the records
 */
public record Scored<R extends Persistable>(
        RecordType<R> type, ToLongFunction<R> iteration, Function<R, Double> score) {

    /** The records of some that have a score. */
    List<R> scoredOf(List<R> records) {
        return records.stream().filter(update -> score.apply(update) != null).toList();
    }
}
