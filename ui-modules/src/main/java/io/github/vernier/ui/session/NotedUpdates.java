/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.session;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.deeplearning4j.core.storage.StatsStorage;
import org.deeplearning4j.core.storage.StatsStorageEvent;
import org.deeplearning4j.core.storage.StatsStorageListener;

/**
 * Lists the updates of a worker once and notes those that are written later, so that a page that
 * asks for what is new costs the storage nothing for what is old.
 *
 * <p>Bounded: of each worker the newest times, of the workers and types those asked for last. What
 * is beyond is listed again. The storage is listed without holding the lock, for which training
 * would wait in {@link #notify}.
 */
final class NotedUpdates implements UpdateIndex, StatsStorageListener {

    private static final int MOST_KEYS = 200;

    private record TypeKey(String session, String type) {}

    private static final class Workers {
        private final Set<String> ids = new TreeSet<>();
        private boolean listed;
    }

    private final StatsStorage storage;
    private final UpdateIndex listing;
    private final KnownTimes times = new KnownTimes();
    private final Map<TypeKey, Workers> workers = new LeastRecentlyUsed<>(MOST_KEYS);

    private NotedUpdates(StatsStorage storage, UpdateIndex listing) {
        this.storage = storage;
        this.listing = listing;
    }

    /**
     * An index that listens from now on. Now, and not when it is first asked: DL4J's storages go
     * through a plain list of listeners while they write, and if that list grows meanwhile the
     * write throws, which is training's.
     */
    static NotedUpdates of(StatsStorage storage, UpdateIndex listing) {
        NotedUpdates index = new NotedUpdates(storage, listing);
        storage.registerStatsStorageListener(index);
        return index;
    }

    @Override
    public List<String> sessions() {
        return listing.sessions();
    }

    @Override
    public List<String> types(String session) {
        return listing.types(session);
    }

    @Override
    public long[] times(UpdateKey key, long after) {
        RecentTimes recent;
        synchronized (this) {
            listen();
            recent = times.of(key);
            if (recent.reachesBackTo(after)) {
                return recent.after(after);
            }
        }
        long[] all = listing.times(key, Long.MIN_VALUE);
        synchronized (this) {
            recent.addListing(all);
        }
        return LongStream.of(all).filter(time -> time > after).toArray();
    }

    @Override
    public Set<String> workers(String session, String type) {
        Workers known;
        synchronized (this) {
            listen();
            known = workers.computeIfAbsent(new TypeKey(session, type), k -> new Workers());
            if (known.listed) {
                Set<String> ids = new TreeSet<>(known.ids);
                ids.addAll(storage.listWorkerIDsForSessionAndType(session, type));
                return ids;
            }
        }
        Set<String> all = listing.workers(session, type);
        synchronized (this) {
            known.ids.addAll(all);
            known.listed = true;
            return new TreeSet<>(known.ids);
        }
    }

    /** Again, if someone removed all listeners meanwhile. */
    private void listen() {
        if (!storage.getListeners().contains(this)) {
            times.clear();
            workers.clear();
            storage.registerStatsStorageListener(this);
        }
    }

    @Override
    public synchronized void notify(StatsStorageEvent event) {
        if (event.getEventType() != EventType.PostUpdate) {
            return;
        }
        String session = event.getSessionID();
        String type = event.getTypeID();
        String worker = event.getWorkerID();
        times.ifKnown(
                new UpdateKey(session, type, worker), recent -> recent.add(event.getTimestamp()));
        Workers known = workers.get(new TypeKey(session, type));
        if (known != null) {
            known.ids.add(worker);
        }
    }

    @Override
    public void close() {
        storage.deregisterStatsStorageListener(this);
    }
}
