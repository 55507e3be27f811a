/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.session;

import java.util.List;
import java.util.Set;
import org.deeplearning4j.core.storage.StatsStorage;
import org.deeplearning4j.ui.model.storage.InMemoryStatsStorage;
import org.deeplearning4j.ui.model.storage.mapdb.MapDBStatsStorage;

/** Who wrote updates into a storage, and when. */
interface UpdateIndex {

    /**
     * The index of a storage.
     *
     * <p>MapDB decodes every update of a worker when asked for their times, so there the times are
     * noted as updates are written, which only this process can do: it has the file locked. In
     * memory too only this process writes, and times would have to be sorted at every question. A
     * database lists times without decoding, though all of them, and may get updates from
     * elsewhere.
     *
     * @param storage storage
     * @return its index
     */
    static UpdateIndex of(StatsStorage storage) {
        UpdateIndex listed = new ListedUpdates(storage);
        boolean onlyHere =
                storage instanceof MapDBStatsStorage || storage instanceof InMemoryStatsStorage;
        return onlyHere
                ? NotedUpdates.of(storage, listed)
                : DatabaseUpdates.of(storage, listed, new AdaptiveTtlCache(System::nanoTime));
    }

    /**
     * The sessions that have records.
     *
     * @return session ids
     */
    List<String> sessions();

    /**
     * The types of a session's records.
     *
     * @param session session id
     * @return type ids
     */
    List<String> types(String session);

    /**
     * Times of a worker's updates.
     *
     * @param key which updates
     * @param after exclusive lower bound, milliseconds since the epoch
     * @return times in ascending order
     */
    long[] times(UpdateKey key, long after);

    /**
     * The workers that wrote static records or updates.
     *
     * @param session session id
     * @param type type of records
     * @return worker ids, a copy
     */
    Set<String> workers(String session, String type);

    /** Ends what the index does besides answering. */
    default void close() {}
}
