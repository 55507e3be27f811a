/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.distillation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.vernier.listeners.record.DistillationStaticInfo;
import io.github.vernier.listeners.record.VernierRecord;
import io.github.vernier.ui.page.Request;
import io.github.vernier.ui.page.RequestException;
import io.github.vernier.ui.session.Session;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The records a request is about: those of one type, of one worker of one session.
 *
 * @param session session
 * @param typeId type of records
 * @param workers all workers that wrote such records
 * @param worker the chosen one, empty if there is none
 */
record Selection(Session session, String typeId, List<String> workers, String worker) {

    static Selection of(Request request, String typeId) {
        Session session = request.session();
        List<String> workers = session.workers(typeId);
        String worker = request.text("worker", workers.isEmpty() ? "" : workers.get(0));
        // As for sessions: only what the storage itself lists is handed back to it.
        if (!workers.isEmpty() && !workers.contains(worker)) {
            throw new RequestException(
                    404, "Worker \"" + worker + "\" wrote no such records; these did: " + workers);
        }
        return new Selection(session, typeId, workers, worker);
    }

    static long after(Request request) {
        return request.number("from", Long.MIN_VALUE);
    }

    long[] times(Request request) {
        return times(after(request), request.number("to", Long.MAX_VALUE));
    }

    long[] times(long after, long until) {
        return workers.isEmpty() ? new long[0] : session.times(typeId, worker, after, until);
    }

    <R extends VernierRecord> Session.Reading read(
            long[] times, Class<R> type, Consumer<? super R> consumer) {
        return session.read(typeId, worker, times, type, consumer);
    }

    Optional<DistillationStaticInfo.Settings> settings() {
        return session.staticInfo(
                        DistillationStaticInfo.TYPE_ID, worker, DistillationStaticInfo.class)
                .map(DistillationStaticInfo::getSettings);
    }

    ObjectNode describe() {
        return describe(JsonNodeFactory.instance.objectNode());
    }

    ObjectNode describe(ObjectNode answer) {
        answer.put("session", session.id()).put("worker", worker);
        ArrayNode all = answer.putArray("workers");
        workers.forEach(all::add);
        return answer;
    }

    void reportProblems(Session.Reading reading, int supportedVersion, ObjectNode answer) {
        answer.put("unreadable", reading.unreadable());
        answer.put("newestVersion", reading.newestVersion());
        answer.put("supportedVersion", supportedVersion);
    }
}
