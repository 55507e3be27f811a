/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.record;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.vernier.listeners.record.VernierRecord;
import io.github.vernier.ui.page.Request;
import io.github.vernier.ui.page.RequestException;
import io.github.vernier.ui.session.Session;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.deeplearning4j.core.storage.Persistable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The records a request is about: those of one type, of one worker of one session.
 *
 * @param session session
 * @param typeId type of records
 * @param workers all workers that wrote such records
 * @param worker the chosen one, empty if there is none
 */
public record Selection(Session session, String typeId, List<String> workers, String worker) {

    private static final Logger log = LoggerFactory.getLogger(Selection.class);

    /**
     * Reads the parameters {@code session} and {@code worker}. Without the latter, or if that
     * worker wrote no such records, as on a page that puts together what several listeners
     * recorded, the first worker that did; answers say which it is.
     *
     * @param request request
     * @param typeId type of records
     * @return the records
     * @throws RequestException 404 if there is no such session
     */
    public static Selection of(Request request, String typeId) {
        Session session = request.session();
        List<String> workers = session.workers(typeId);
        // As for sessions: only what the storage itself lists is handed back to it.
        String worker = request.text("worker", "");
        String first = workers.isEmpty() ? "" : workers.get(0);
        return new Selection(session, typeId, workers, workers.contains(worker) ? worker : first);
    }

    /** Exclusive lower bound of the records' time: parameter {@code from}. */
    static long after(Request request) {
        return request.number("from", Long.MIN_VALUE);
    }

    /**
     * Times of the records in the range of parameters {@code from} and {@code to}.
     *
     * @param request request
     * @return milliseconds since the epoch, ascending
     */
    public long[] times(Request request) {
        return times(after(request), request.number("to", Long.MAX_VALUE));
    }

    /**
     * Times of all records.
     *
     * @return milliseconds since the epoch, ascending
     */
    public long[] times() {
        return times(Long.MIN_VALUE, Long.MAX_VALUE);
    }

    long[] times(long after, long until) {
        return workers.isEmpty() ? new long[0] : session.times(typeId, worker, after, until);
    }

    /**
     * Something made of these records that is worth keeping, see {@link Session#keep}.
     *
     * @param key what it is, apart from whose records these are
     * @param type its class
     * @param make makes it if it is not there
     * @param <T> its class
     * @return what is kept
     */
    public <T> T keep(Object key, Class<T> type, Supplier<T> make) {
        return session.keep(List.of(typeId, worker, key), type, make);
    }

    /**
     * Whether the records are of a class, as far as the storage says. DL4J's storages decode a
     * record by the class it was written as, and one of the stock classes does so by Java
     * serialization; records that may be of it are better not asked for.
     *
     * @param type class that is expected
     * @return false if the storage names another class
     */
    public boolean holds(Class<?> type) {
        return session.holds(typeId, type);
    }

    /**
     * Reads records in order of time. A record of which the consumer cannot make sense is counted
     * as unreadable: what a corrupt one lacks is found out only when it is asked for it.
     *
     * @param times their times
     * @param type their class; records of another are counted as unreadable
     * @param consumer takes each; an {@link UncheckedIOException} ends the reading
     * @param <R> their class
     * @return how many were read and how many were not readable
     */
    public <R extends Persistable> Session.Reading read(
            long[] times, Class<R> type, Consumer<? super R> consumer) {
        long[] senseless = {0};
        Session.Reading reading =
                session.read(
                        typeId,
                        worker,
                        times,
                        type,
                        update -> {
                            try {
                                consumer.accept(update);
                            } catch (UncheckedIOException e) {
                                throw e;
                            } catch (RuntimeException e) {
                                log.debug("Cannot make sense of a record of {}", typeId, e);
                                senseless[0]++;
                            }
                        });
        return new Session.Reading(
                reading.read() - senseless[0],
                reading.unreadable() + senseless[0],
                reading.newestVersion());
    }

    /**
     * A record written once, by the worker or else by another.
     *
     * @param infoTypeId type id of the record
     * @param type its class
     * @param <R> its class
     * @return the record, absent if there is none
     */
    public <R extends VernierRecord> Optional<R> staticInfo(String infoTypeId, Class<R> type) {
        return session.staticInfo(infoTypeId, worker, type);
    }

    /**
     * Says which records an answer is about.
     *
     * @return a new answer with {@code session}, {@code worker} and {@code workers}
     */
    public ObjectNode describe() {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        describe(answer);
        return answer;
    }

    /**
     * From when to go on asking if nothing is new.
     *
     * @param request request
     * @return parameter {@code from}, null without it
     */
    public static Long lastAsked(Request request) {
        long from = after(request);
        return from == Long.MIN_VALUE ? null : (Long) from;
    }

    /** Says which records an answer is about. */
    void describe(ObjectNode answer) {
        answer.put("session", session.id()).put("worker", worker);
        Json.put(answer, "workers", workers);
    }

    /**
     * Says what could not be read, and whether the records are newer than this page.
     *
     * @param reading what reading found
     * @param supportedVersion newest version of the records that the page knows
     * @param answer where to
     */
    public static void reportProblems(
            Session.Reading reading, int supportedVersion, ObjectNode answer) {
        answer.put("unreadable", reading.unreadable());
        answer.put("newestVersion", reading.newestVersion());
        answer.put("supportedVersion", supportedVersion);
    }
}
