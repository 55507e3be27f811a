/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.count;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Reads the published numbers from {@code published.csv}, where they are kept with their sources.
 */
final class PublishedFigures {

    private static final String RESOURCE = "published.csv";
    private static final String HEADER = "section,network,layer,measure,published,source";
    private static final int COLUMNS = 6;

    private PublishedFigures() {}

    /** All of them, in the order of the file. */
    static List<PublishedFigure> read() {
        try (InputStream stream = PublishedFigures.class.getResourceAsStream(RESOURCE)) {
            if (stream == null) {
                throw new IOException("resource " + RESOURCE + " is not on the class path");
            }
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
            return lines.lines()
                    .filter(line -> !line.startsWith("#") && !line.equals(HEADER))
                    .map(PublishedFigures::figure)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PublishedFigure figure(String line) {
        String[] fields = line.split(",", -1);
        if (fields.length != COLUMNS) {
            throw new IllegalStateException(
                    RESOURCE + ": expected " + COLUMNS + " fields, got \"" + line + "\"");
        }
        return new PublishedFigure(
                fields[0], fields[1], fields[2], fields[3], fields[4], fields[5]);
    }
}
