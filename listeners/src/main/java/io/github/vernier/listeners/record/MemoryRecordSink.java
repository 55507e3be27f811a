/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.record;

import java.util.ArrayList;
import java.util.List;

/** Keeps records in memory, for a report made in the same process. */
public final class MemoryRecordSink implements RecordSink {

    private final List<VernierRecord> staticInfos = new ArrayList<>();
    private final List<VernierRecord> updates = new ArrayList<>();

    @Override
    public synchronized void putStaticInfo(VernierRecord info) {
        staticInfos.add(info);
    }

    @Override
    public synchronized void putUpdate(VernierRecord update) {
        updates.add(update);
    }

    /**
     * Updates of one class, in the order they came.
     *
     * @param type class of the updates
     * @param <T> class of the updates
     * @return a copy
     */
    public <T extends VernierRecord> List<T> updates(Class<T> type) {
        return select(updates, type);
    }

    /**
     * Static infos of one class, in the order they came.
     *
     * @param type class of the infos
     * @param <T> class of the infos
     * @return a copy
     */
    public <T extends VernierRecord> List<T> staticInfos(Class<T> type) {
        return select(staticInfos, type);
    }

    private synchronized <T extends VernierRecord> List<T> select(
            List<VernierRecord> records, Class<T> type) {
        return records.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
