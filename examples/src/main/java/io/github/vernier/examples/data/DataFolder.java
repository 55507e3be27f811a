/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Finds data files by any of their usual names and opens them, compressed or not. */
final class DataFolder {

    private static final int GZIP_MAGIC_0 = 0x1F;
    private static final int GZIP_MAGIC_1 = 0x8B;
    private static final int BUFFER = 1 << 16;

    /** Reads one format from an open stream. */
    @FunctionalInterface
    interface Format<T> {
        T read(InputStream in) throws IOException;
    }

    private DataFolder() {}

    /** The subfolder {@code name} of {@code folder} if there is one, else {@code folder} itself. */
    static Path locate(Path folder, String name) throws DataFormatException {
        if (!Files.isDirectory(folder)) {
            throw new DataFormatException(
                    folder, "a folder", Files.exists(folder) ? "a file" : "nothing of that name");
        }
        Path inner = folder.resolve(name);
        return Files.isDirectory(inner) ? inner : folder;
    }

    /** The first of {@code names} that exists in {@code folder}, also with {@code .gz} added. */
    static Optional<Path> find(Path folder, List<String> names) {
        return names.stream()
                .flatMap(name -> List.of(name, name + ".gz").stream())
                .map(folder::resolve)
                .filter(Files::isRegularFile)
                .findFirst();
    }

    /** Like {@link #find}, but says what was looked for if there is none. */
    static Path require(Path folder, List<String> names) throws DataFormatException {
        Optional<Path> found = find(folder, names);
        if (found.isEmpty()) {
            throw new DataFormatException(
                    folder, String.join(" or ", names) + " (plain or .gz)", "none of them");
        }
        return found.get();
    }

    /**
     * Reads a file, decompressing it if its first two bytes say gzip, whatever its name says.
     *
     * @throws DataFormatException if the compressed stream is damaged or ends early
     */
    static <T> T read(Path file, Format<T> format) throws IOException {
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER);
                InputStream in = isGzip(raw) ? new GZIPInputStream(raw, BUFFER) : raw) {
            return format.read(in);
        } catch (ZipException | EOFException e) {
            throw new DataFormatException(
                    file, "an intact gzip stream", "a damaged one (" + e.getMessage() + ")", e);
        }
    }

    private static boolean isGzip(InputStream in) throws IOException {
        in.mark(2);
        boolean gzip = in.read() == GZIP_MAGIC_0 && in.read() == GZIP_MAGIC_1;
        in.reset();
        return gzip;
    }
}
