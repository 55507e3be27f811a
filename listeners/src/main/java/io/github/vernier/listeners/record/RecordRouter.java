/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.record;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.core.storage.StatsStorageRouter;
import org.deeplearning4j.ui.model.storage.impl.SbeStorageMetaData;

/**
 * Stamps records and writes them through a DL4J {@code StatsStorageRouter}: the storage behind the
 * UI, a file, or a remote UI.
 *
 * <p>Times are strictly increasing, since storages key updates by millisecond. The storage meta
 * data of a type is written once, before its first update; so is a static record, if the listener
 * has none, because storages list sessions by these.
 */
public final class RecordRouter implements RecordSink {

    private final StatsStorageRouter router;
    private final String sessionId;
    private final String workerId;
    private final RecordClock clock = new RecordClock();
    private final Map<String, Class<?>> staticInfoClasses = new HashMap<>();
    private final Set<String> described = new HashSet<>();

    /**
     * A router of one worker of one session.
     *
     * @param router where to write
     * @param sessionId session, without quotes, which DL4J's SQLite storage does not escape
     * @param workerId worker within the session
     * @throws IllegalArgumentException if an id is empty or contains a quote
     */
    public RecordRouter(StatsStorageRouter router, String sessionId, String workerId) {
        this.router = router;
        this.sessionId = checkId("session id", sessionId);
        this.workerId = checkId("worker id", workerId);
    }

    private static String checkId(String what, String id) {
        if (id == null || id.isBlank() || id.indexOf('\'') >= 0 || id.indexOf('"') >= 0) {
            throw new IllegalArgumentException(
                    what + " is <" + id + ">, expected a text that is not empty and has no quotes");
        }
        return id;
    }

    @Override
    public synchronized void putStaticInfo(VernierRecord info) {
        info.stamp(sessionId, workerId, clock.next());
        staticInfoClasses.put(info.getTypeID(), info.getClass());
        router.putStaticInfo(info);
    }

    @Override
    public synchronized void putUpdate(VernierRecord update) {
        String type = update.getTypeID();
        if (described.add(type)) {
            if (!staticInfoClasses.containsKey(type)) {
                putStaticInfo(new TypeStaticInfo(type));
            }
            Class<?> infoClass = staticInfoClasses.get(type);
            router.putStorageMetaData(
                    Collections.singleton(
                            new SbeStorageMetaData(
                                    clock.next(),
                                    sessionId,
                                    type,
                                    workerId,
                                    infoClass,
                                    update.getClass())));
        }
        update.stamp(sessionId, workerId, clock.next());
        router.putUpdate(update);
    }
}
