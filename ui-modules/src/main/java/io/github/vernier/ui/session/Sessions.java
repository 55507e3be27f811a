/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.session;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.deeplearning4j.core.storage.StatsStorage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sessions of all attached storages.
 *
 * <p>Storages are asked afresh, not the server: a list kept up to date by the server's events would
 * stop growing as soon as any module, ours or not, throws in {@code reportStorageEvents}, because
 * the server delivers the events of all modules on one thread and that thread then ends.
 */
public final class Sessions {

    private static final Logger log = LoggerFactory.getLogger(Sessions.class);

    private final List<Attached> storages = new CopyOnWriteArrayList<>();
    private final Predicate<String> loader;

    private record Attached(StatsStorage storage, UpdateIndex index, Memory memory) {}

    /**
     * No storages yet.
     *
     * @param loader attaches a storage that has the session, if it knows one, and says whether it
     *     did; the server's storage provider in multi-session mode
     */
    public Sessions(Predicate<String> loader) {
        this.loader = loader;
    }

    /**
     * Adds a storage.
     *
     * @param storage storage just attached to the server
     * @return the sessions it already has that are readable
     */
    public Collection<Session> attach(StatsStorage storage) {
        Optional<Attached> known =
                storages.stream().filter(attached -> attached.storage() == storage).findFirst();
        if (known.isPresent()) {
            return sessionsOf(known.get());
        }
        Attached attached = new Attached(storage, UpdateIndex.of(storage), new Memory());
        storages.add(attached);
        return sessionsOf(attached);
    }

    /**
     * Removes a storage.
     *
     * @param storage storage just detached from the server
     */
    public void detach(StatsStorage storage) {
        for (Attached attached : storages) {
            if (attached.storage() == storage) {
                storages.remove(attached);
                attached.index().close();
            }
        }
    }

    /**
     * The sessions that have records of any of some types.
     *
     * @param typeIds type ids of records
     * @return sessions, the one started last first
     */
    public List<Session> having(Set<String> typeIds) {
        List<Session> found = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (int i = storages.size() - 1; i >= 0; i--) {
            for (Session session : sessionsOf(storages.get(i))) {
                if (session.typeIds().stream().anyMatch(typeIds::contains)
                        && ids.add(session.id())) {
                    found.add(session);
                }
            }
        }
        found.sort(
                Comparator.comparingLong(Session::started).reversed().thenComparing(Session::id));
        return found;
    }

    /**
     * Looks a session up. Only an id that a storage itself lists is ever handed to it: DL4J's
     * SQLite storage puts ids into its statements unescaped.
     *
     * @param id session id
     * @return the session of the storage attached last that has it, loaded by the server's provider
     *     if none has
     */
    public Optional<Session> find(String id) {
        Optional<Session> found = findAttached(id);
        return found.isEmpty() && loader.test(id) ? findAttached(id) : found;
    }

    private Optional<Session> findAttached(String id) {
        for (int i = storages.size() - 1; i >= 0; i--) {
            for (Session session : sessionsOf(storages.get(i))) {
                if (session.id().equals(id)) {
                    return Optional.of(session);
                }
            }
        }
        return Optional.empty();
    }

    private static List<Session> sessionsOf(Attached attached) {
        StatsStorage storage = attached.storage();
        if (storage.isClosed()) {
            return List.of();
        }
        try {
            return attached.index().sessions().stream()
                    .map(id -> new Session(storage, attached.index(), attached.memory(), id))
                    .toList();
        } catch (RuntimeException e) {
            log.warn("Cannot list the sessions of {}", storage, e);
            return List.of();
        }
    }
}
