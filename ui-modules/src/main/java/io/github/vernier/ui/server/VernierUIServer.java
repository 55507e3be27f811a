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
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.deeplearning4j.core.storage.Persistable;
import org.deeplearning4j.ui.VertxUIServer;
import org.deeplearning4j.ui.api.UIServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stock UI server on the loopback address, or on another behind a token.
 *
 * <p>The stock server creates its HTTP server itself and lets it listen on all addresses. It gets
 * it from the {@code Vertx} it is initialized with, which is wrapped here: requests pass a {@link
 * Gate} first, records of other processes a {@link RemoteGuard}, and {@code listen(port, handler)}
 * becomes {@code listen(port, address, handler)}.
 */
public final class VernierUIServer extends VertxUIServer {

    static final String LOOPBACK = "127.0.0.1";

    private static final Logger log = LoggerFactory.getLogger(VernierUIServer.class);

    private final Builder settings;

    private VernierUIServer(Builder settings) {
        this.settings = settings;
    }

    /**
     * Starts the settings of a server: loopback address, port 9000, single-session mode.
     *
     * @return settings
     */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public String getAddress() {
        String host = settings.address.equals(LOOPBACK) ? "localhost" : settings.address;
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + getPort();
    }

    @Override
    public void init(Vertx vertx, Context context) {
        super.init(
                Overriding.of(
                        Vertx.class,
                        vertx,
                        (method, arguments, original) -> {
                            Object result = original.get();
                            return result instanceof HttpServer server ? gated(server) : result;
                        }),
                context);
    }

    private HttpServer gated(HttpServer server) {
        return Overriding.of(
                HttpServer.class,
                server,
                (method, arguments, result) ->
                        switch (method.getName()) {
                            case "listen" -> listen(server, arguments);
                            case "requestHandler" ->
                                    arguments == null
                                            ? result.get()
                                            : guard(server, (Router) arguments[0]);
                            default -> result.get();
                        });
    }

    /** The stock server calls {@code requestHandler(router)}. */
    private HttpServer guard(HttpServer server, Router router) {
        new RemoteGuard(new RemoteClasses(settings.trusted)).guard(router);
        return server.requestHandler(
                new Gate(
                        settings.token == null ? null : new Token(settings.token),
                        new SideBarLink(router)));
    }

    /** The stock server calls {@code listen(port, handler)}. */
    @SuppressWarnings("unchecked")
    private HttpServer listen(HttpServer server, Object[] arguments) {
        return server.listen(
                settings.port,
                settings.address,
                (Handler<AsyncResult<HttpServer>>) arguments[arguments.length - 1]);
    }

    /** Settings of a {@link VernierUIServer}. */
    public static final class Builder {

        private static final int SHORTEST_TOKEN = 16;

        private String address = LOOPBACK;
        private int port = 9000;
        private String token;
        private boolean multiSession;
        private final Set<Class<? extends Persistable>> trusted = new HashSet<>();

        private Builder() {}

        /**
         * Sets where to listen.
         *
         * @param host address or name of this machine; {@code 0.0.0.0} for all addresses
         * @return this
         */
        public Builder address(String host) {
            this.address = host;
            return this;
        }

        /**
         * Sets the TCP port; DL4J's port property is not looked at.
         *
         * @param number 0 for any free one
         * @return this
         * @throws IllegalArgumentException if it is not in 0 ... 65535
         */
        public Builder port(int number) {
            if (number < 0 || number > 0xFFFF) {
                throw new IllegalArgumentException("port " + number + ": expected 0 to 65535");
            }
            this.port = number;
            return this;
        }

        /**
         * Asks everyone for a token.
         *
         * @param secret at least 16 characters; {@link Token#random()} makes one
         * @return this
         * @throws IllegalArgumentException if it is shorter
         */
        public Builder token(String secret) {
            if (secret == null || secret.length() < SHORTEST_TOKEN) {
                throw new IllegalArgumentException(
                        "The token is too short: expected at least "
                                + SHORTEST_TOKEN
                                + " characters");
            }
            this.token = secret;
            return this;
        }

        /**
         * Shows each session under its own address in the stock pages.
         *
         * @return this
         */
        public Builder multiSession() {
            this.multiSession = true;
            return this;
        }

        /**
         * Takes records of more classes from other processes, once {@code enableRemoteListener} is
         * called. Without this only those are taken that are read without Java deserialization:
         * Vernier's own, and Deeplearning4j's in Simple Binary Encoding that have no part in
         * Java's.
         *
         * <p>Whoever can send records to this server can give these classes any bytes to decode. If
         * that is Java deserialization, as it is for {@code JavaStorageMetaData}, {@code
         * JavaStatsReport}, {@code ConvolutionListenerPersistable} and Arbiter's, they can run code
         * in this process: that is everyone on this machine, or everyone who knows the token.
         *
         * @param classes exactly these, not what extends them; Deeplearning4j's in Simple Binary
         *     Encoding may have any part then
         * @return this
         * @throws IllegalArgumentException if a class is not public or has no public constructor
         *     without arguments, which the stock receiver needs
         */
        @SafeVarargs
        public final Builder trustRemoteClasses(Class<? extends Persistable>... classes) {
            for (Class<? extends Persistable> type : classes) {
                if (!RemoteClasses.isInstantiable(type)) {
                    throw new IllegalArgumentException(
                            "trusted class "
                                    + type.getName()
                                    + ": expected a public class with a public constructor without"
                                    + " arguments");
                }
                trusted.add(type);
            }
            return this;
        }

        /**
         * Starts the server and waits until it listens.
         *
         * @return the server, which is {@link UIServer#getInstance()} from now on
         * @throws IllegalArgumentException if the address is not a loopback address and there is no
         *     token
         * @throws IllegalStateException if a UI server already runs in this JVM
         * @throws IOException if the server cannot listen, for example because the port is taken
         * @throws InterruptedException if interrupted while waiting
         */
        public UIServer start() throws IOException, InterruptedException {
            boolean loopback = isLoopback(address);
            if (!loopback && token == null) {
                throw new IllegalArgumentException(
                        "address "
                                + address
                                + " can be reached from other machines: expected a token");
            }
            VertxUIServer running = VertxUIServer.getInstance();
            if (running != null && !running.isStopped()) {
                throw new IllegalStateException(
                        "A UI server already runs: " + running.getAddress());
            }
            if (!loopback) {
                log.warn(
                        "The connection to {} is not encrypted: whoever listens in sees the token",
                        address);
            }
            VertxUIServer.getMultiSession().set(multiSession);
            return deploy(new VernierUIServer(this));
        }

        private static boolean isLoopback(String host) throws UnknownHostException {
            return InetAddress.getByName(host).isLoopbackAddress();
        }

        private UIServer deploy(VernierUIServer server) throws IOException, InterruptedException {
            CompletableFuture<String> started = new CompletableFuture<>();
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
                                + address
                                + ":"
                                + port
                                + ": "
                                + rootCause(e).getMessage(),
                        e);
            }
            return server;
        }

        /** Forgets a server that did not start, which the stock class has registered. */
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
    }
}
