/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.record;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A file of comma-separated values, after RFC 4180: a header, then rows of as many fields, quoted.
 *
 * <p>Rows are appended. A row with a column that the file lacks has the whole file written anew
 * beside it, with the column at the end, and put in its place. What an interrupted write has left
 * of a row is cut off on opening.
 */
final class CsvTable {

    private final Path file;
    private final List<String> columns = new ArrayList<>();
    private BufferedWriter out;

    CsvTable(Path file) throws IOException {
        this.file = file;
        String header = "";
        if (Files.exists(file)) {
            List<String> lines = lines(Files.readString(file));
            header = lines.isEmpty() ? "" : lines.get(0);
            write(lines);
        }
        columns.addAll(fields(header));
        open();
    }

    private void open() throws IOException {
        out = Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** Appends a row; columns it lacks stay empty. */
    void append(Map<String, String> row) throws IOException {
        List<String> added = new ArrayList<>(row.keySet());
        added.removeAll(columns);
        if (!added.isEmpty()) {
            widen(added);
        }
        out.write(line(columns.stream().map(column -> row.getOrDefault(column, "")).toList()));
        out.flush();
    }

    private void widen(List<String> added) throws IOException {
        out.close();
        columns.addAll(added);
        List<String> lines = lines(Files.readString(file));
        String padding = ",".repeat(added.size());
        lines.replaceAll(line -> line.substring(0, line.length() - 1) + padding + "\n");
        if (lines.isEmpty()) {
            lines.add("");
        }
        lines.set(0, line(columns));
        write(lines);
        open();
    }

    /** Beside the file and then in its place, so that it is whole at all times. */
    private void write(List<String> lines) throws IOException {
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(beside, String.join("", lines), StandardCharsets.UTF_8);
        Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
    }

    void close() throws IOException {
        out.close();
    }

    private static String line(List<String> values) {
        return values.stream().map(CsvTable::quoted).collect(Collectors.joining(",", "", "\n"));
    }

    private static String quoted(String value) {
        return value.isEmpty() ? "" : '"' + value.replace("\"", "\"\"") + '"';
    }

    /** The complete lines, each with its end; one within quotes does not count. */
    private static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        boolean inQuotes = false;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                inQuotes = !inQuotes;
            } else if (c == '\n' && !inQuotes) {
                lines.add(text.substring(start, i + 1));
                start = i + 1;
            }
        }
        return lines;
    }

    /** The values of a line. */
    private static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean inQuotes = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                // The second of two quotes is part of the value.
                if (!inQuotes && i > 0 && line.charAt(i - 1) == '"') {
                    field.append('"');
                }
                inQuotes = !inQuotes;
            } else if (!inQuotes && (c == ',' || c == '\n')) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        return fields;
    }
}
