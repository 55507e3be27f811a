/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.session;

import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.deeplearning4j.core.storage.Persistable;
import org.deeplearning4j.core.storage.StatsStorage;
import org.deeplearning4j.core.storage.StatsStorageEvent;
import org.deeplearning4j.core.storage.StatsStorageListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lists what a database has seldom, for each of its listings goes over all updates, and asks in
 * between only for the updates after the newest that is known, for which it has an index.
 *
 * <p>Another process may write as well: its new sessions, types and workers are seen when listings
 * are due again, this process's at once.
 */
final class DatabaseUpdates implements UpdateIndex, StatsStorageListener {

    private static final Logger log = LoggerFactory.getLogger(DatabaseUpdates.class);

    private final StatsStorage storage;
    private final UpdateIndex listing;
    private final KnownTimes times = new KnownTimes();
    private final AdaptiveTtlCache cache;

    private DatabaseUpdates(StatsStorage storage, UpdateIndex listing, AdaptiveTtlCache cache) {
        this.storage = storage;
        this.listing = listing;
        this.cache = cache;
    }

    /** An index that listens from now on, for the reason that {@link NotedUpdates} has. */
    static DatabaseUpdates of(StatsStorage storage, UpdateIndex listing, AdaptiveTtlCache cache) {
        DatabaseUpdates index = new DatabaseUpdates(storage, listing, cache);
        storage.registerStatsStorageListener(index);
        return index;
    }

    @Override
    public List<String> sessions() {
        return cache.get("sessions", listing::sessions);
    }

    @Override
    public List<String> types(String session) {
        return cache.get(List.of("types", session), () -> listing.types(session));
    }

    @Override
    public Set<String> workers(String session, String type) {
        Set<String> workers =
                cache.get(List.of("workers", session, type), () -> listing.workers(session, type));
        return new TreeSet<>(workers);
    }

    @Override
    public long[] times(UpdateKey key, long after) {
        cache.get(key, () -> list(key));
        topUp(key);
        synchronized (this) {
            RecentTimes recent = times.of(key);
            if (recent.reachesBackTo(after)) {
                return recent.after(after);
            }
        }
        return listing.times(key, after);
    }

    private UpdateKey list(UpdateKey key) {
        add(key, listing.times(key, Long.MIN_VALUE));
        return key;
    }

    private synchronized void add(UpdateKey key, long[] listed) {
        times.of(key).addListing(listed);
    }

    private void topUp(UpdateKey key) {
        OptionalLong newest;
        synchronized (this) {
            newest = times.of(key).newest();
        }
        if (newest.isEmpty()) {
            list(key);
            return;
        }
        long after = newest.getAsLong();
        try {
            for (Persistable update :
                    storage.getAllUpdatesAfter(key.session(), key.type(), key.worker(), after)) {
                synchronized (this) {
                    times.of(key).add(update.getTimeStamp());
                }
            }
        } catch (RuntimeException e) {
            log.debug("Cannot decode updates of {}, listing them", key, e);
            list(key);
        }
    }

    @Override
    public void notify(StatsStorageEvent event) {
        if (event.getEventType() != EventType.PostUpdate) {
            cache.forget();
        }
    }

    @Override
    public void close() {
        storage.deregisterStatsStorageListener(this);
    }
}
