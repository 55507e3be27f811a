/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.vernier.listeners.record.RecordRouter;
import io.github.vernier.ui.FakeDistillation;
import io.github.vernier.ui.UiTestServer;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.ui.model.storage.InMemoryStatsStorage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EventStreamsTest {

    private static final String ODD = "a/b <script> & é\nx";

    private final InMemoryStatsStorage storage = new InMemoryStatsStorage();
    private final FakeDistillation fake = new FakeDistillation(1);
    private UiTestServer server;

    @BeforeEach
    void start() throws Exception {
        server = UiTestServer.start(false);
        server.ui().attach(storage);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** A browser's end of a stream. */
    private final class Stream implements AutoCloseable {
        private final Socket socket;
        private final BufferedReader lines;

        private Stream() throws Exception {
            URI uri = URI.create(server.address("/vernier/api/events"));
            socket = new Socket("127.0.0.1", uri.getPort());
            socket.getOutputStream()
                    .write(
                            "GET /vernier/api/events HTTP/1.1\r\nHost: localhost\r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));
            lines =
                    new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        }

        /** Lines up to the first that starts so. */
        private List<String> readTo(String start) throws Exception {
            List<String> read = new ArrayList<>();
            for (String line = lines.readLine(); ; line = lines.readLine()) {
                assertThat(line).as("the stream ended").isNotNull();
                read.add(line);
                if (line.startsWith(start)) {
                    return read;
                }
            }
        }

        private JsonNode next() throws Exception {
            List<String> read = readTo("data: ");
            return new JsonMapper()
                    .readTree(read.get(read.size() - 1).substring("data: ".length()));
        }

        @Override
        public void close() throws Exception {
            socket.close();
        }
    }

    @Test
    void everyStreamIsToldWhichSessionChanged() throws Exception {
        RecordRouter records = new RecordRouter(storage, ODD, "w");
        records.putStaticInfo(fake.staticInfo());
        try (Stream one = new Stream();
                Stream other = new Stream()) {
            assertThat(one.readTo("retry: "))
                    .anyMatch(
                            line ->
                                    line.equalsIgnoreCase(
                                            "content-type: text/event-stream; charset=utf-8"));
            other.readTo("retry: ");
            records.putUpdate(fake.update(0));
            for (Stream stream : List.of(one, other)) {
                JsonNode told = stream.next();
                assertThat(told.get("listed").asBoolean()).isTrue();
                assertThat(told.at("/sessions/0").asText()).isEqualTo(ODD);
            }
            records.putUpdate(fake.update(1));
            JsonNode told = one.next();
            assertThat(told.get("sessions")).hasSize(1);
            assertThat(told.get("listed").asBoolean()).isFalse();
        }
    }

    @Test
    void streamsThatEndAreForgottenAndLaterOnesAreServed() throws Exception {
        RecordRouter records = new RecordRouter(storage, "s", "w");
        records.putStaticInfo(fake.staticInfo());
        for (int i = 0; i < 3; i++) {
            try (Stream stream = new Stream()) {
                stream.readTo("retry: ");
                records.putUpdate(fake.update(i));
                assertThat(stream.next().at("/sessions/0").asText()).isEqualTo("s");
            }
        }
    }
}
