/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.vernier.ui.page.Answer;
import io.github.vernier.ui.page.Endpoint;
import io.github.vernier.ui.page.Request;
import io.github.vernier.ui.page.RequestException;
import io.github.vernier.ui.session.Sessions;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs endpoints on worker threads, so that no storage ever holds up the server's event loop. */
public final class ApiHandler {

    private static final Logger log = LoggerFactory.getLogger(ApiHandler.class);
    private static final int BUFFER = 1 << 16;

    private final Sessions sessions;

    /**
     * A handler.
     *
     * @param sessions sessions that endpoints may ask for
     */
    public ApiHandler(Sessions sessions) {
        this.sessions = sessions;
    }

    /**
     * Makes an endpoint a handler of requests.
     *
     * @param endpoint endpoint
     * @return handler that answers by the endpoint, by 400 to 499 with its reason, or by 500
     */
    public Consumer<RoutingContext> handler(Endpoint endpoint) {
        return rc ->
                rc.vertx()
                        .executeBlocking(
                                promise -> {
                                    respond(endpoint, rc);
                                    promise.complete();
                                },
                                false,
                                done -> {});
    }

    /**
     * Makes an endpoint a handler of orders, which it refuses to other origins and machines by 403.
     *
     * @param endpoint endpoint
     * @return handler like {@link #handler}
     */
    public Consumer<RoutingContext> orders(Endpoint endpoint) {
        Consumer<RoutingContext> allowed = handler(endpoint);
        return rc -> {
            if (SameOrigin.allows(rc.request())) {
                allowed.accept(rc);
            } else {
                refuse(
                        rc.response(),
                        403,
                        "Only a page of this server in a browser on its machine may do this");
            }
        };
    }

    private void respond(Endpoint endpoint, RoutingContext rc) {
        HttpServerResponse response = rc.response();
        try {
            send(endpoint.answer(new Request(sessions, parameters(rc))), response);
        } catch (RequestException e) {
            refuse(response, e.status(), e.getMessage());
        } catch (Throwable t) {
            if (response.closed()) {
                log.debug("The browser did not wait for {}", rc.request().path(), t);
                return;
            }
            log.error("{} failed", rc.request().path(), t);
            refuse(response, 500, "The server failed to answer; its log says why");
        }
    }

    /** Vert.x decodes them at the first look. */
    private static Map<String, List<String>> parameters(RoutingContext rc) {
        try {
            Map<String, List<String>> values = new HashMap<>();
            MultiMap decoded = rc.queryParams();
            decoded.names().forEach(name -> values.put(name, decoded.getAll(name)));
            return values;
        } catch (RuntimeException e) {
            throw new RequestException(
                    400, "The parameters are not percent-encoded text: " + e.getMessage());
        }
    }

    private static void send(Answer answer, HttpServerResponse response) throws IOException {
        Headers.put(response, answer.contentType()).setChunked(true);
        if (answer.fileName() != null) {
            response.putHeader(
                    "Content-Disposition", "attachment; filename=\"" + answer.fileName() + "\"");
        }
        try (OutputStream out = new BufferedOutputStream(new ResponseStream(response), BUFFER)) {
            answer.body().writeTo(out);
        }
    }

    private static void refuse(HttpServerResponse response, int status, String reason) {
        if (response.closed() || response.ended()) {
            return;
        }
        if (response.headWritten()) {
            // The status is gone: a broken connection is the only way left to say that the answer
            // is incomplete.
            response.close();
            return;
        }
        String body = JsonNodeFactory.instance.objectNode().put("error", reason).toString();
        response.headers().remove("Content-Disposition");
        Headers.put(
                        response.setChunked(false).setStatusCode(status),
                        "application/json; charset=utf-8")
                .end(body);
    }
}
