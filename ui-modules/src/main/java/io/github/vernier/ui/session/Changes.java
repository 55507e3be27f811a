/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.session;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.deeplearning4j.core.storage.StatsStorage;
import org.deeplearning4j.core.storage.StatsStorageEvent;
import org.deeplearning4j.core.storage.StatsStorageListener;

/**
 * Notes which sessions got records, so that pages ask only when there is something to ask for.
 *
 * <p>Storages call {@link #notify} on the thread that writes, which is training's: it adds an id to
 * a set and nothing else. The storages are listened to directly, because the server's own delivery
 * of events ends for good when any module throws.
 */
public final class Changes implements StatsStorageListener {

    private final List<StatsStorage> storages = new CopyOnWriteArrayList<>();
    private final Set<String> changed = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean listed = new AtomicBoolean();

    /**
     * What happened since the last time it was asked for.
     *
     * @param sessions ids of the sessions that got records
     * @param listed whether there are new sessions, types or workers, or fewer
     */
    public record Batch(Set<String> sessions, boolean listed) {

        /**
         * Whether nothing happened.
         *
         * @return true if so
         */
        public boolean isEmpty() {
            return sessions.isEmpty() && !listed;
        }
    }

    /** No storages yet. */
    public Changes() {}

    /**
     * Begins to listen to a storage.
     *
     * @param storage storage just attached
     */
    public void attach(StatsStorage storage) {
        storages.add(storage);
        listen(storage);
        listed.set(true);
    }

    /**
     * Listens no more.
     *
     * @param storage storage just detached
     */
    public void detach(StatsStorage storage) {
        if (storages.removeIf(attached -> attached == storage)) {
            storage.deregisterStatsStorageListener(this);
            listed.set(true);
        }
    }

    /**
     * Again, if someone removed all listeners of the storage meanwhile; only then, since a storage
     * that writes at the same moment throws.
     */
    private void listen(StatsStorage storage) {
        if (!storage.getListeners().contains(this)) {
            storage.registerStatsStorageListener(this);
        }
    }

    @Override
    public void notify(StatsStorageEvent event) {
        if (event.getEventType() == EventType.PostUpdate) {
            changed.add(event.getSessionID());
        } else {
            listed.set(true);
        }
    }

    /**
     * Takes what was noted.
     *
     * @return what happened since the last call
     */
    public Batch take() {
        storages.forEach(this::listen);
        // One by one: an id that is added while this runs stays for the next time.
        Set<String> sessions = Set.copyOf(changed);
        changed.removeAll(sessions);
        return new Batch(sessions, listed.getAndSet(false));
    }
}
