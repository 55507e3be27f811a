/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.server;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.deeplearning4j.ui.VertxUIServer;
import org.deeplearning4j.ui.api.UIServer;

/**
 * The stock UI server, listening on the loopback address only.
 *
 * <p>The stock server creates its HTTP server itself and lets it listen on all addresses. It gets
 * it from the {@code Vertx} it is initialized with, which is wrapped here so that {@code
 * listen(port, handler)} becomes {@code listen(port, "127.0.0.1", handler)}. Nothing else differs.
 */
public final class LoopbackUIServer extends VertxUIServer {

    /** Where it listens. */
    public static final String ADDRESS = "127.0.0.1";

    private final int port;

    private LoopbackUIServer(int port) {
        this.port = port;
    }

    /**
     * Starts the server in single-session mode and waits until it listens.
     *
     * @param port TCP port, 0 for any free one; DL4J's port property is not looked at
     * @return the server, which is {@link UIServer#getInstance()} from now on
     * @throws IllegalArgumentException if the port is not in 0 ... 65535
     * @throws IllegalStateException if a UI server already runs in this JVM
     * @throws IOException if the server cannot listen, for example because the port is taken
     * @throws InterruptedException if interrupted while waiting
     */
    public static UIServer start(int port) throws IOException, InterruptedException {
        if (port < 0 || port > 0xFFFF) {
            throw new IllegalArgumentException("port " + port + ": expected 0 to 65535");
        }
        VertxUIServer running = VertxUIServer.getInstance();
        if (running != null && !running.isStopped()) {
            throw new IllegalStateException("A UI server already runs: " + running.getAddress());
        }
        CompletableFuture<String> started = new CompletableFuture<>();
        LoopbackUIServer server = new LoopbackUIServer(port);
        Vertx.vertx()
                .deployVerticle(
                        server,
                        result -> {
                            if (result.succeeded()) {
                                started.complete(result.result());
                            } else {
                                started.completeExceptionally(result.cause());
                            }
                        });
        try {
            started.get();
        } catch (ExecutionException e) {
            discard();
            throw new IOException(
                    "The UI server cannot listen on "
                            + ADDRESS
                            + ":"
                            + port
                            + ": "
                            + rootCause(e).getMessage(),
                    e);
        }
        return server;
    }

    /**
     * Forgets a server that did not start, which the stock class has registered as the instance.
     */
    private static void discard() throws IOException {
        try {
            VertxUIServer.stopInstance();
        } catch (Exception e) {
            throw new IOException("The UI server that did not start cannot be stopped", e);
        }
    }

    private static Throwable rootCause(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    @Override
    public void init(Vertx vertx, Context context) {
        super.init(
                Overriding.of(
                        Vertx.class,
                        vertx,
                        (method, arguments, original) -> {
                            Object result = original.get();
                            return result instanceof HttpServer server
                                    ? listeningOnLoopback(server)
                                    : result;
                        }),
                context);
    }

    private HttpServer listeningOnLoopback(HttpServer server) {
        return Overriding.of(
                HttpServer.class,
                server,
                (method, arguments, result) ->
                        method.getName().equals("listen")
                                ? listen(server, arguments)
                                : result.get());
    }

    /** The stock server calls {@code listen(port, handler)}. */
    @SuppressWarnings("unchecked")
    private HttpServer listen(HttpServer server, Object[] arguments) {
        return server.listen(
                port, ADDRESS, (Handler<AsyncResult<HttpServer>>) arguments[arguments.length - 1]);
    }
}
