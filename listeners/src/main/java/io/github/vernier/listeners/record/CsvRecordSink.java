/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.record;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Array;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Appends each record as a row to a file of comma-separated values, one file for each class of
 * records, flushed at once: {@code run.csv} becomes {@code run-PopArtUpdate.csv}.
 *
 * <p>Numbers and texts are columns of their names, all quoted. Arrays and groups of up to {@value
 * #WIDEST} elements are spread over columns such as {@code heads.0.mean.2}; longer ones are left
 * out ({@link JsonLinesRecordSink} has everything). NaN and infinities are written as {@code NaN}
 * and {@code Infinity}, what a record lacks as nothing. A file that is already there is gone on
 * with; if a record brings columns that it lacks, it is rewritten with them.
 */
public final class CsvRecordSink implements RecordSink, Closeable {

    /** Most elements of an array that become columns. */
    public static final int WIDEST = 16;

    private final Path file;
    private final String sessionId;
    private final RecordClock clock = new RecordClock();
    private final Map<Class<?>, CsvTable> tables = new HashMap<>();

    /**
     * A sink of files that are opened as records come.
     *
     * @param file their common name, such as {@code run.csv}, UTF-8
     * @param sessionId session written into each record
     */
    public CsvRecordSink(Path file, String sessionId) {
        this.file = file;
        this.sessionId = sessionId;
    }

    /**
     * The file of a class of records.
     *
     * @param type class of records
     * @return path of its file, whether there is one or not
     */
    public Path fileOf(Class<? extends VernierRecord> type) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        String stem = dot > 0 ? name.substring(0, dot) : name;
        String extension = dot > 0 ? name.substring(dot) : "";
        return file.resolveSibling(stem + "-" + type.getSimpleName() + extension);
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
            CsvTable table = tables.get(record.getClass());
            if (table == null) {
                table = new CsvTable(fileOf(record.getClass()));
                tables.put(record.getClass(), table);
            }
            Map<String, String> row = new LinkedHashMap<>();
            spread("", record.toFields(), row);
            table.append(row);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void spread(String prefix, RecordFields fields, Map<String, String> row) {
        fields.values().forEach((name, value) -> spread(prefix + name, value, row));
    }

    private static void spread(String name, Object value, Map<String, String> row) {
        if (value instanceof RecordFields group) {
            spread(name + ".", group, row);
        } else if (value.getClass().isArray()) {
            int length = Array.getLength(value);
            // A column for some elements and none for others would mislead.
            for (int i = 0; length <= WIDEST && i < length; i++) {
                spread(name + "." + i, Array.get(value, i), row);
            }
        } else {
            row.put(name, value.toString());
        }
    }

    @Override
    public synchronized void close() throws IOException {
        for (CsvTable table : tables.values()) {
            table.close();
        }
    }
}
