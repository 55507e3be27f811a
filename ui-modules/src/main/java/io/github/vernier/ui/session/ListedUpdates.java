/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.session;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.deeplearning4j.core.storage.Persistable;
import org.deeplearning4j.core.storage.StatsStorage;

/**
 * Asks the storage each time.
 *
 * @param storage storage
 */
record ListedUpdates(StatsStorage storage) implements UpdateIndex {

    @Override
    public List<String> sessions() {
        return storage.listSessionIDs();
    }

    @Override
    public List<String> types(String session) {
        return storage.listTypeIDsForSession(session);
    }

    @Override
    public long[] times(UpdateKey key, long after) {
        return LongStream.of(storage.getAllUpdateTimes(key.session(), key.type(), key.worker()))
                .filter(time -> time > after)
                .sorted()
                .toArray();
    }

    @Override
    public Set<String> workers(String session, String type) {
        Set<String> workers = new HashSet<>(storage.listWorkerIDsForSessionAndType(session, type));
        // DL4J's storages but the database list a worker by its static record only.
        for (Persistable update : storage.getLatestUpdateAllWorkers(session, type)) {
            workers.add(update.getWorkerID());
        }
        return workers;
    }
}
