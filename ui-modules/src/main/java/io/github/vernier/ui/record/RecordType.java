/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.record;

import io.github.vernier.listeners.record.VernierRecord;
import org.deeplearning4j.core.storage.Persistable;

/**
 * One type of updates.
 *
 * @param id type id in storages
 * @param type class of the updates
 * @param version newest version of the class that this page knows
 * @param <R> class of the updates
 */
public record RecordType<R extends Persistable>(String id, Class<R> type, int version) {

    /**
     * The type of an update.
     *
     * @param example any update of the class
     * @param <R> its class
     * @return its type, of the version that the class writes
     */
    @SuppressWarnings("unchecked")
    public static <R extends VernierRecord> RecordType<R> of(R example) {
        return new RecordType<>(
                example.getTypeID(), (Class<R>) example.getClass(), example.getVersion());
    }
}
