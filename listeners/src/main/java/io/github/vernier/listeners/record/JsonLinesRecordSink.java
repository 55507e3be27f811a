/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.record;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Appends each record to a file as one line of JSON, flushed at once. */
public final class JsonLinesRecordSink implements RecordSink, Closeable {

    private final BufferedWriter out;
    private final String sessionId;
    private final RecordClock clock = new RecordClock();

    /**
     * A sink that appends to a file, which is created if it does not exist.
     *
     * @param file file, UTF-8
     * @param sessionId session written into each record
     * @throws IOException if the file cannot be opened
     */
    public JsonLinesRecordSink(Path file, String sessionId) throws IOException {
        this.out =
                Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        this.sessionId = sessionId;
    }

    @Override
    public void putStaticInfo(VernierRecord info) {
        append(info);
    }

    @Override
    public void putUpdate(VernierRecord update) {
        append(update);
    }

    private synchronized void append(VernierRecord record) {
        record.stamp(sessionId, "0", clock.next());
        try {
            out.write(record.toFields().toJson());
            out.newLine();
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        out.close();
    }
}
