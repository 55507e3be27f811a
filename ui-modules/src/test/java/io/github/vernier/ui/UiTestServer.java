/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.deeplearning4j.config.DL4JSystemProperties;
import org.deeplearning4j.ui.api.UIServer;

/** The UI server of this JVM, by itself the stock one on a free port, and a client of it. */
public final class UiTestServer implements AutoCloseable {

    private final UIServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    private UiTestServer(UIServer server) {
        this.server = server;
    }

    public static UiTestServer start(boolean multiSession) throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            System.setProperty(
                    DL4JSystemProperties.UI_SERVER_PORT_PROPERTY,
                    Integer.toString(free.getLocalPort()));
        }
        return new UiTestServer(
                multiSession ? UIServer.getInstance(true, null) : UIServer.getInstance());
    }

    /**
     * A server that was started otherwise.
     *
     * @param server server of this JVM
     */
    public static UiTestServer of(UIServer server) {
        return new UiTestServer(server);
    }

    public UIServer ui() {
        return server;
    }

    public String address(String path) {
        return server.getAddress() + path;
    }

    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(address(path))).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    public static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        try {
            UIServer.stopInstance();
        } catch (Exception e) {
            throw new IllegalStateException("The server did not stop", e);
        }
    }
}
