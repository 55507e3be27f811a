/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vernier.listeners.record.RecordFields;
import io.github.vernier.listeners.record.VernierRecord;
import io.github.vernier.ui.page.Page;
import io.github.vernier.ui.page.Pages;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.deeplearning4j.ui.model.storage.InMemoryStatsStorage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * Thousands of wrong requests, among records that are broken or from the future, while a network is
 * trained: nothing of ours answers with a failure of the server, and training does not notice.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(600)
class FuzzTest {

    private static final int REQUESTS = 10_000;
    private static final String MARKUP = "<img src=x onerror=alert(1)>&'\"/../%2e%2e é\u0000";

    private final Random random = new Random(42);
    private final InMemoryStatsStorage storage = new InMemoryStatsStorage();
    private UiTestServer server;
    private int port;

    @BeforeAll
    void start() throws Exception {
        server = UiTestServer.start(false);
        server.ui().attach(storage);
        port = URI.create(server.address("/")).getPort();
        FakeDistillation fake = new FakeDistillation(1);
        for (String session : List.of("plain", MARKUP)) {
            int time = 1;
            for (Page page : Pages.load().all()) {
                for (String type : page.typeIds()) {
                    put(session, new Strange(type, 1), time++);
                    put(session, new Strange(type, 1_000_000), time++);
                }
            }
            VernierRecord info = fake.staticInfo();
            info.stamp(session, MARKUP, time++);
            storage.putStaticInfo(info);
            for (int i = 0; i < 50; i++) {
                VernierRecord update = fake.update(i);
                update.stamp(session, MARKUP, time++);
                storage.putUpdate(update);
            }
        }
        emptyRecords();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private void put(String session, VernierRecord record, long time) {
        record.stamp(session, "w", time);
        storage.putStaticInfo(record);
        storage.putUpdate(record);
    }

    /**
     * Records of every kind as their constructors for storages leave them: nothing in any field.
     */
    private void emptyRecords() throws Exception {
        long time = 1000;
        for (Supplier<VernierRecord> empty : EmptyRecords.all()) {
            for (int i = 0; i < 3; i++) {
                VernierRecord record = empty.get();
                // As a file of another version, or one that was cut, would be read.
                RecordFields fields = new RecordFields().put("iteration", i);
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                DataOutputStream out = new DataOutputStream(bytes);
                out.writeInt(0x56524E52);
                out.writeInt(7 + i);
                fields.write(out);
                record.decode(bytes.toByteArray());
                record.stamp("empty", "w", time++);
                storage.putStaticInfo(record);
                storage.putUpdate(record);
            }
        }
    }

    /** A record of a class that no page knows, under a type that pages know. */
    public static final class Strange extends VernierRecord {
        private static final long serialVersionUID = 1L;
        private final String type;

        Strange(String type, int version) {
            super(version);
            this.type = type;
        }

        @Override
        public String getTypeID() {
            return type;
        }

        @Override
        protected void write(RecordFields fields) {
            fields.put("nonsense", "x");
        }

        @Override
        protected void read(RecordFields fields) {
            // Nothing to read.
        }
    }

    private String pick(List<String> texts) {
        return texts.get(random.nextInt(texts.size()));
    }

    private String noise(int most) {
        byte[] bytes = new byte[random.nextInt(most)];
        random.nextBytes(bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private String escaped(String text) {
        StringBuilder out = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            out.append(String.format(Locale.ROOT, "%%%02X", b & 0xFF));
        }
        return out.toString();
    }

    private List<String> paths() {
        List<String> paths =
                new ArrayList<>(List.of("/vernier", "/vernier/", "/vernier/api/pages"));
        paths.addAll(List.of("/vernier/api/sessions", "/vernier/api/workers"));
        for (Page page : Pages.load().all()) {
            paths.add("/vernier/" + page.id());
            page.endpoints()
                    .keySet()
                    .forEach(name -> paths.add("/vernier/api/" + page.id() + "/" + name));
        }
        return paths.stream().map(path -> path.replaceAll("(?<=.)/$", "")).toList();
    }

    private String query(List<String> sessions) {
        List<String> names =
                List.of(
                        "session",
                        "worker",
                        "from",
                        "to",
                        "points",
                        "series",
                        "page",
                        "time",
                        "have",
                        "moments",
                        "layer",
                        "weight",
                        "parameter",
                        "head",
                        "output",
                        "language",
                        "epsilon",
                        "run",
                        "study",
                        "x" + noise(4));
        List<Function<Random, String>> values =
                List.of(
                        r -> MARKUP,
                        r -> noise(30),
                        r -> Long.toString(r.nextLong()),
                        r -> Integer.toString(r.nextInt(50) - 10),
                        r -> "1e999",
                        r -> "NaN",
                        r -> "",
                        r -> "x".repeat(r.nextInt(2000)),
                        r -> "w",
                        r -> "plain");
        StringBuilder query = new StringBuilder("?session=" + escaped(pick(sessions)));
        for (int i = random.nextInt(4); i > 0; i--) {
            String value = values.get(random.nextInt(values.size())).apply(random);
            boolean raw = random.nextInt(8) == 0;
            query.append('&')
                    .append(escaped(pick(names)))
                    .append('=')
                    .append(raw ? value.replaceAll("[^!-~]", "%") : escaped(value));
        }
        return query.toString();
    }

    private String mangled(String path) {
        return switch (random.nextInt(6)) {
            case 0 -> path + "/" + escaped(noise(20));
            case 1 -> path.replace("/", "//");
            case 2 -> path + "/..%2f..%2f..%2fetc%2fpasswd";
            case 3 -> path + "%";
            case 4 -> path.toUpperCase(Locale.ROOT) + ";x=" + escaped(MARKUP);
            default -> path + "/" + "a/".repeat(random.nextInt(200));
        };
    }

    /** Sends over a connection kept open, as far as the server keeps it. */
    private final class Connection implements AutoCloseable {
        private Socket socket;
        private InputStream in;

        private int send(String method, String target, String body) throws IOException {
            String request =
                    method
                            + " "
                            + target
                            + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
                            + body.length()
                            + "\r\n\r\n"
                            + body;
            for (int attempt = 0; ; attempt++) {
                try {
                    if (socket == null) {
                        socket = new Socket("127.0.0.1", port);
                        socket.setSoTimeout(60_000);
                        in = new BufferedInputStream(socket.getInputStream());
                    }
                    OutputStream out = socket.getOutputStream();
                    out.write(request.getBytes(StandardCharsets.ISO_8859_1));
                    return read();
                } catch (IOException e) {
                    close();
                    if (attempt == 1) {
                        throw e;
                    }
                }
            }
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int c = in.read(); c != '\n'; c = in.read()) {
                if (c < 0) {
                    throw new IOException("The server closed the connection");
                }
                if (c != '\r') {
                    line.append((char) c);
                }
            }
            return line.toString();
        }

        private int read() throws IOException {
            int status = Integer.parseInt(line().substring(9, 12));
            int length = 0;
            boolean chunked = false;
            boolean last = false;
            for (String header = line(); !header.isEmpty(); header = line()) {
                String lower = header.toLowerCase(Locale.ROOT);
                if (lower.startsWith("content-length:")) {
                    length = Integer.parseInt(lower.substring(15).strip());
                }
                chunked |= lower.equals("transfer-encoding: chunked");
                last |= lower.equals("connection: close");
            }
            if (chunked) {
                for (int size = chunk(); size > 0; size = chunk()) {
                    in.skipNBytes(size);
                    line();
                }
                line();
            } else {
                in.skipNBytes(length);
            }
            if (last) {
                close();
            }
            return status;
        }

        private int chunk() throws IOException {
            return Integer.parseInt(line(), 16);
        }

        @Override
        public void close() throws IOException {
            if (socket != null) {
                socket.close();
                socket = null;
            }
        }
    }

    @Test
    void wrongRequestsAndBrokenRecordsFailNothing() throws Exception {
        CompletableFuture<double[]> watched =
                CompletableFuture.supplyAsync(
                        () -> {
                            TinyTraining training = new TinyTraining(5, 0.01);
                            training.record(storage, "trained meanwhile", 40).fit(40);
                            return training.network().params().toDoubleVector();
                        });
        List<String> paths = paths();
        List<String> sessions =
                List.of("plain", MARKUP, "empty", "trained meanwhile", "none", "<script>");
        TreeSet<String> failed = new TreeSet<>();
        int sent = 0;
        try (Connection connection = new Connection()) {
            while (sent < REQUESTS) {
                String path = pick(paths);
                String target = (random.nextInt(5) == 0 ? mangled(path) : path) + query(sessions);
                boolean post = random.nextInt(10) == 0;
                int status =
                        post
                                ? connection.send("POST", target, noise(500))
                                : connection.send("GET", target, "");
                if (status >= 500) {
                    failed.add(path + " " + status + " " + target);
                }
                sent++;
            }
        }
        assertThat(failed.stream().limit(20)).isEmpty();
        assertThat(server.get("/vernier/api/overview?session=plain").statusCode()).isEqualTo(200);
        assertThat(server.get("/train/overview").statusCode()).isEqualTo(200);

        TinyTraining alone = new TinyTraining(5, 0.01);
        alone.fit(40);
        assertThat(watched.get()).containsExactly(alone.network().params().toDoubleVector());
    }
}
