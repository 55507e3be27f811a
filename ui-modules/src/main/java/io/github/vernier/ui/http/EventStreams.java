/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.vernier.ui.session.Changes;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells browsers by server-sent events which sessions changed; they ask for the records themselves.
 *
 * <p>One timer serves all streams and runs only while there are any. It ticks every second, more
 * slowly from eleven browsers on: {@code max(1 s, browsers · 0.1 s)}, so that the questions a
 * change causes stay at most ten per second however many browsers look on. A browser that does not
 * read misses messages instead of having them kept; a message says that something changed and not
 * what, so the next one makes up for it.
 */
public final class EventStreams {

    private static final Logger log = LoggerFactory.getLogger(EventStreams.class);
    private static final long TICK_MILLIS = 1000;
    private static final long MILLIS_PER_STREAM = 100;
    private static final long HEARTBEAT_MILLIS = 15_000;
    private static final int MOST_STREAMS = 500;

    private final Supplier<Changes.Batch> changes;
    private final Set<HttpServerResponse> streams = ConcurrentHashMap.newKeySet();
    private boolean ticking;
    private long quietMillis;

    /**
     * No streams yet.
     *
     * @param changes gives what happened since it was last asked
     */
    public EventStreams(Supplier<Changes.Batch> changes) {
        this.changes = changes;
    }

    /**
     * Opens a stream, or answers 503 if there are too many; the browser asks at intervals then.
     *
     * @param rc request
     */
    public void open(RoutingContext rc) {
        HttpServerResponse response = rc.response();
        if (streams.size() >= MOST_STREAMS) {
            Headers.put(response, "text/plain; charset=utf-8")
                    .setStatusCode(503)
                    .end("Too many listeners");
            return;
        }
        Headers.put(response, "text/event-stream; charset=utf-8").setChunked(true);
        response.closeHandler(closed -> streams.remove(response));
        response.exceptionHandler(failure -> streams.remove(response));
        // How long a browser waits before it comes back.
        response.write("retry: 3000\n\n");
        streams.add(response);
        start(rc.vertx());
    }

    private synchronized void start(Vertx vertx) {
        if (!ticking) {
            ticking = true;
            quietMillis = 0;
            schedule(vertx);
        }
    }

    private void schedule(Vertx vertx) {
        long delay = Math.max(TICK_MILLIS, MILLIS_PER_STREAM * streams.size());
        vertx.setTimer(delay, timer -> tick(vertx, delay));
    }

    private synchronized void tick(Vertx vertx, long waited) {
        try {
            broadcast(waited);
        } catch (RuntimeException e) {
            log.warn("Cannot tell the browsers what changed", e);
        }
        ticking = !streams.isEmpty();
        if (ticking) {
            schedule(vertx);
        }
    }

    private void broadcast(long waited) {
        Changes.Batch batch = changes.get();
        quietMillis += waited;
        if (!batch.isEmpty()) {
            send("data: " + toJson(batch) + "\n\n");
        } else if (quietMillis >= HEARTBEAT_MILLIS) {
            // A comment, by which connections that are gone are found out.
            send(":\n\n");
        }
    }

    private void send(String message) {
        quietMillis = 0;
        for (HttpServerResponse stream : streams) {
            if (stream.closed()) {
                streams.remove(stream);
            } else if (!stream.writeQueueFull()) {
                stream.write(message);
            }
        }
    }

    private static ObjectNode toJson(Changes.Batch batch) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode sessions = json.putArray("sessions");
        batch.sessions().forEach(sessions::add);
        return json.put("listed", batch.listed());
    }
}
