/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files that are there as a whole or not at all. */
public final class AtomicFile {

    /** What a file is called until it is whole. */
    static final String SUFFIX = ".part";

    private AtomicFile() {}

    /** Writes a file under another name. */
    interface Writer {
        /**
         * Writes it.
         *
         * @throws IOException if that fails
         */
        void write(Path file) throws IOException;
    }

    /**
     * Writes beside the file, then takes its place.
     *
     * @throws IOException if that fails; the file is what it was then
     */
    static void write(Path file, Writer writer) throws IOException {
        Path aside = file.resolveSibling(file.getFileName() + SUFFIX);
        try {
            writer.write(aside);
            Files.move(
                    aside,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(aside);
        }
    }

    /**
     * The same for text in UTF-8.
     *
     * @param file where it goes
     * @param text the content
     * @throws IOException if that fails
     */
    public static void write(Path file, String text) throws IOException {
        write(file, aside -> Files.writeString(aside, text, StandardCharsets.UTF_8));
    }
}
