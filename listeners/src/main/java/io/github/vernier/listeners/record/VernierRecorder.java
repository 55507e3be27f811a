/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.record;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.UUID;

/**
 * Records into a file, with no UI: what listeners take as {@code recordTo}.
 *
 * <pre>{@code
 * try (VernierRecorder recorder = VernierRecorder.toFile(Path.of("run.jsonl"))) {
 *     network.setListeners(PopArtListener.builder().recordTo(recorder).build());
 *     network.fit(data, 10);
 * }
 * }</pre>
 */
public final class VernierRecorder implements RecordSink, Closeable {

    private final RecordSink sink;
    private final Closeable resource;

    private <T extends RecordSink & Closeable> VernierRecorder(T sink) {
        this.sink = sink;
        this.resource = sink;
    }

    /**
     * A recorder that appends to a file, under a random session.
     *
     * @param file ending in {@code .jsonl} for JSON lines, or in {@code .csv} for {@linkplain
     *     CsvRecordSink one file of comma-separated values for each class of records}; folders are
     *     made
     * @return the recorder
     * @throws IllegalArgumentException if it ends otherwise
     * @throws IOException if it cannot be opened
     */
    public static VernierRecorder toFile(Path file) throws IOException {
        return toFile(file, UUID.randomUUID().toString());
    }

    /**
     * A recorder that appends to a file.
     *
     * @param file ending in {@code .jsonl} or {@code .csv}
     * @param sessionId session written into each record
     * @return the recorder
     * @throws IllegalArgumentException if it ends otherwise
     * @throws IOException if it cannot be opened
     */
    public static VernierRecorder toFile(Path file, String sessionId) throws IOException {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        boolean json = name.endsWith(".jsonl");
        if (!json && !name.endsWith(".csv")) {
            throw new IllegalArgumentException(
                    "File is " + file + ", expected a name that ends in .jsonl or .csv");
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        return json
                ? new VernierRecorder(new JsonLinesRecordSink(file, sessionId))
                : new VernierRecorder(new CsvRecordSink(file, sessionId));
    }

    @Override
    public void putStaticInfo(VernierRecord info) {
        sink.putStaticInfo(info);
    }

    @Override
    public void putUpdate(VernierRecord update) {
        sink.putUpdate(update);
    }

    @Override
    public void close() throws IOException {
        resource.close();
    }
}
