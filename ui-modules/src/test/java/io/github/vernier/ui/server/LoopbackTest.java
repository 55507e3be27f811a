/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.deeplearning4j.ui.api.UIServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The settings a server has by itself. */
class LoopbackTest {

    @AfterEach
    void stop() throws Exception {
        UIServer.stopInstance();
    }

    @Test
    void servesTheStockPagesAndOurs() throws IOException, InterruptedException {
        UIServer server = start(0);
        assertThat(UIServer.getInstance()).isSameAs(server);
        assertThat(get(server, "/train/overview").statusCode()).isEqualTo(200);
        assertThat(get(server, "/vernier/distillation").statusCode()).isEqualTo(200);
    }

    @Test
    void passesEachCallOnOnce() throws Throwable {
        AtomicInteger calls = new AtomicInteger();
        Runnable counting = calls::incrementAndGet;
        Overriding.of(Runnable.class, counting, (method, arguments, original) -> original.get())
                .run();
        assertThat(calls).hasValue(1);

        UIServer server = start(0);
        for (int i = 0; i < 10; i++) {
            assertThat(get(server, "/vernier/api/sessions").body())
                    .isEqualTo("{\"multiSession\":false,\"sessions\":[]}");
        }
    }

    @Test
    void isNotThereOnOtherAddresses() throws IOException, InterruptedException {
        int port = start(0).getPort();
        List<InetAddress> others =
                NetworkInterface.networkInterfaces()
                        .flatMap(NetworkInterface::inetAddresses)
                        .filter(address -> !address.isLoopbackAddress())
                        .toList();
        for (InetAddress other : others) {
            assertThatThrownBy(() -> connect(other, port)).isInstanceOf(IOException.class);
        }
        connect(InetAddress.getByName(VernierUIServer.LOOPBACK), port);
    }

    @Test
    void saysThatThePortIsTaken() throws IOException, InterruptedException {
        try (ServerSocket taken =
                new ServerSocket(0, 1, InetAddress.getByName(VernierUIServer.LOOPBACK))) {
            assertThatThrownBy(() -> start(taken.getLocalPort()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("cannot listen on 127.0.0.1:" + taken.getLocalPort());
        }
        // The failed one does not stand in the way.
        assertThat(start(0).isStopped()).isFalse();
    }

    @Test
    void refusesASecondServer() throws IOException, InterruptedException {
        start(0);
        assertThatThrownBy(() -> start(0))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("already runs");
    }

    private static UIServer start(int port) throws IOException, InterruptedException {
        return VernierUIServer.builder().port(port).start();
    }

    private static HttpResponse<String> get(UIServer server, String path)
            throws IOException, InterruptedException {
        URI uri = URI.create("http://" + VernierUIServer.LOOPBACK + ":" + server.getPort() + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static void connect(InetAddress address, int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), 1000);
            if (!socket.isConnected()) {
                throw new ConnectException("not connected");
            }
        }
    }
}
