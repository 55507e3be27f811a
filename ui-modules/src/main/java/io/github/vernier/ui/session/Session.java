/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.session;

import io.github.vernier.listeners.record.VernierRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.deeplearning4j.core.storage.Persistable;
import org.deeplearning4j.core.storage.StatsStorage;
import org.deeplearning4j.core.storage.StorageMetaData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One training session in one storage. */
public final class Session {

    private static final Logger log = LoggerFactory.getLogger(Session.class);

    /** Records held at a time while reading; SQLite takes the times as a list in one statement. */
    private static final int CHUNK = 2000;

    private final StatsStorage storage;
    private final UpdateIndex index;
    private final Memory memory;
    private final String id;

    /**
     * A session.
     *
     * @param storage storage that lists it
     * @param index index of the storage's updates
     * @param memory what is kept as long as the storage is attached
     * @param id session id, any text
     */
    Session(StatsStorage storage, UpdateIndex index, Memory memory, String id) {
        this.storage = storage;
        this.index = index;
        this.memory = memory;
        this.id = id;
    }

    /**
     * The session's id.
     *
     * @return any text
     */
    public String id() {
        return id;
    }

    /**
     * Something made of this session's records that is worth keeping. It is forgotten when the
     * storage is detached, or when too much else was asked for since.
     *
     * @param key what it is, apart from the session
     * @param type its class
     * @param make makes it if it is not there; must not read the storage
     * @param <T> its class
     * @return what is kept; to be synchronized by itself
     */
    public <T> T keep(Object key, Class<T> type, Supplier<T> make) {
        return memory.get(List.of(id, key), type, make);
    }

    /**
     * What reading found besides readable records.
     *
     * @param read number of records read
     * @param unreadable number of records that could not be decoded or are of another class
     * @param newestVersion highest version of the records read, 0 if none
     */
    public record Reading(long read, long unreadable, int newestVersion) {

        /**
         * What both readings found.
         *
         * @param next another reading
         * @return their sum
         */
        public Reading and(Reading next) {
            return new Reading(
                    read + next.read,
                    unreadable + next.unreadable,
                    Math.max(newestVersion, next.newestVersion));
        }
    }

    /**
     * Types of the session's records.
     *
     * @return type ids; empty if the storage cannot say
     */
    public List<String> typeIds() {
        try {
            return index.types(id);
        } catch (RuntimeException e) {
            log.warn("Cannot list the record types of session {}", id, e);
            return List.of();
        }
    }

    /**
     * When the session began, as far as its static records say.
     *
     * @return milliseconds since the epoch, 0 if unknown
     */
    public long started() {
        long started = Long.MAX_VALUE;
        for (String type : typeIds()) {
            for (Persistable info : staticInfos(type)) {
                started = Math.min(started, info.getTimeStamp());
            }
        }
        return started == Long.MAX_VALUE ? 0 : started;
    }

    /**
     * The workers that have written records of a type.
     *
     * @param typeId type of records
     * @return worker ids in their natural order
     */
    public List<String> workers(String typeId) {
        return List.copyOf(new TreeSet<>(index.workers(id, typeId)));
    }

    /**
     * Whether updates are of a class, as far as the storage's meta data say.
     *
     * @param typeId type of records
     * @param type class that is expected
     * @return false if the meta data name another class
     */
    public boolean holds(String typeId, Class<?> type) {
        try {
            StorageMetaData metaData = storage.getStorageMetaData(id, typeId);
            return metaData == null || type.getName().equals(metaData.getUpdateTypeClass());
        } catch (RuntimeException e) {
            log.warn("Cannot read the meta data {} of session {}", typeId, id, e);
            return false;
        }
    }

    /**
     * The static record of a worker, or of any worker if that one wrote none.
     *
     * @param typeId type of records
     * @param worker worker id
     * @param type class of the record
     * @param <R> class of the record
     * @return the record, absent if there is none of that class
     */
    public <R extends VernierRecord> Optional<R> staticInfo(
            String typeId, String worker, Class<R> type) {
        return staticInfos(typeId).stream()
                .filter(type::isInstance)
                .min(Comparator.comparing(info -> !worker.equals(info.getWorkerID())))
                .map(type::cast);
    }

    private List<Persistable> staticInfos(String typeId) {
        try {
            return storage.getAllStaticInfos(id, typeId);
        } catch (RuntimeException e) {
            log.warn("Cannot read the static records {} of session {}", typeId, id, e);
            return List.of();
        }
    }

    /**
     * Times of a worker's updates within a range.
     *
     * @param typeId type of records
     * @param worker worker id
     * @param after exclusive lower bound, milliseconds since the epoch
     * @param until inclusive upper bound
     * @return times in ascending order
     */
    public long[] times(String typeId, String worker, long after, long until) {
        long[] times = index.times(new UpdateKey(id, typeId, worker), after);
        int at = Arrays.binarySearch(times, until);
        int end = at < 0 ? -at - 1 : at + 1;
        return end == times.length ? times : Arrays.copyOf(times, end);
    }

    /**
     * Reads updates in order of time, a bounded number at a time.
     *
     * @param typeId type of records
     * @param worker worker id
     * @param times times in ascending order
     * @param type class of the records
     * @param consumer takes each record
     * @param <R> class of the records
     * @return how many were read and how many were not readable
     */
    public <R extends Persistable> Reading read(
            String typeId,
            String worker,
            long[] times,
            Class<R> type,
            Consumer<? super R> consumer) {
        long read = 0;
        int newest = 0;
        for (int start = 0; start < times.length; start += CHUNK) {
            long[] chunk = Arrays.copyOfRange(times, start, Math.min(times.length, start + CHUNK));
            for (Persistable update : updates(typeId, worker, chunk)) {
                if (type.isInstance(update)) {
                    R item = type.cast(update);
                    newest = Math.max(newest, versionOf(item));
                    consumer.accept(item);
                    read++;
                }
            }
        }
        return new Reading(read, times.length - read, newest);
    }

    /**
     * The newest update of a worker.
     *
     * @param typeId type of records
     * @param worker worker id
     * @param type class of the record
     * @param <R> class of the record
     * @return the record, absent if there is none or it is not readable
     */
    public <R extends Persistable> Optional<R> latest(String typeId, String worker, Class<R> type) {
        try {
            return Optional.ofNullable(storage.getLatestUpdate(id, typeId, worker))
                    .filter(type::isInstance)
                    .map(type::cast);
        } catch (RuntimeException e) {
            log.debug("Cannot read the newest {} of session {}", typeId, id, e);
            return Optional.empty();
        }
    }

    /** Records of the stock listeners have no version. */
    private static int versionOf(Persistable item) {
        return item instanceof VernierRecord ours ? ours.getVersion() : 0;
    }

    private List<Persistable> updates(String typeId, String worker, long[] times) {
        List<Persistable> updates;
        try {
            updates = new ArrayList<>(storage.getUpdates(id, typeId, worker, times));
        } catch (RuntimeException e) {
            log.debug("Reading updates one by one", e);
            updates = new ArrayList<>();
            for (long time : times) {
                update(typeId, worker, time).ifPresent(updates::add);
            }
        }
        updates.sort(Comparator.comparingLong(Persistable::getTimeStamp));
        return updates;
    }

    private Optional<Persistable> update(String typeId, String worker, long time) {
        try {
            return Optional.ofNullable(storage.getUpdate(id, typeId, worker, time));
        } catch (RuntimeException e) {
            log.debug("Cannot read update {} of session {} at {}", typeId, id, time, e);
            return Optional.empty();
        }
    }
}
