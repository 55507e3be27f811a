/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.scale;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.vernier.ui.UiTestServer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * What a tab with the overview asks of the server, without the browser that would draw it: told of
 * a change, it asks for the new part of the curves, of the evaluations, and for the findings.
 */
public final class Watcher implements AutoCloseable {

    private static final long HEALTH_NANOS = 5_000_000_000L;

    private final UiTestServer server;
    private final String session;
    private final AtomicLong answers;
    private final HttpClient client = HttpClient.newHttpClient();
    private final CompletableFuture<Stream<String>> lines = new CompletableFuture<>();
    private final Thread thread;
    private long healthAsked = System.nanoTime() - HEALTH_NANOS;
    private String training = "";
    private String evaluations = "";

    /**
     * Begins to watch.
     *
     * @param server server
     * @param session session id
     * @param answers counts the answers
     */
    public Watcher(UiTestServer server, String session, AtomicLong answers) {
        this.server = server;
        this.session = session;
        this.answers = answers;
        thread = new Thread(this::watch, "watcher");
        thread.setDaemon(true);
        thread.start();
    }

    private void watch() {
        try {
            HttpRequest events =
                    HttpRequest.newBuilder(URI.create(server.address("/vernier/api/events")))
                            .build();
            Stream<String> stream = client.send(events, HttpResponse.BodyHandlers.ofLines()).body();
            lines.complete(stream);
            ask();
            stream.filter(line -> line.startsWith("data:")).forEach(line -> ask());
        } catch (IOException | UncheckedIOException e) {
            lines.completeExceptionally(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void ask() {
        training = last("overview?session=" + session + training, training);
        evaluations = last("overview/evaluations?session=" + session + evaluations, evaluations);
        if (System.nanoTime() - healthAsked > HEALTH_NANOS) {
            healthAsked = System.nanoTime();
            get("overview/health?session=" + session);
        }
    }

    private String last(String path, String before) {
        JsonNode last = get(path).path("last");
        return last.isNumber() ? "&from=" + last.asLong() : before;
    }

    private JsonNode get(String path) {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(server.address("/vernier/api/" + path)))
                            .build();
            HttpResponse<String> response =
                    client.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IllegalStateException(path + ": " + response.body());
            }
            answers.incrementAndGet();
            return new JsonMapper().readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new InterruptedIOException("closed"));
        }
    }

    @Override
    public void close() throws InterruptedException {
        thread.interrupt();
        lines.thenAccept(Stream::close);
        thread.join(5000);
    }
}
