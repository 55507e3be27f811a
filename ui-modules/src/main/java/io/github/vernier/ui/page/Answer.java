/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.OutputStream;

/**
 * What an endpoint sends back.
 *
 * @param contentType MIME type with its character set
 * @param fileName name under which a browser saves the answer; null to show it
 * @param body writes the answer; runs on the worker thread that made it
 */
public record Answer(String contentType, String fileName, Body body) {

    private static final JsonMapper JSON = new JsonMapper();

    /** Writes an answer piece by piece, so that a long one is never held as a whole. */
    @FunctionalInterface
    public interface Body {

        /**
         * Writes the whole answer.
         *
         * @param out where to; it blocks while the browser is slower than the writer
         * @throws IOException if the browser has gone
         */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * A JSON document.
     *
     * @param document the document; non-finite numbers must have been replaced by null
     * @return the answer
     */
    public static Answer json(JsonNode document) {
        return new Answer(
                "application/json; charset=utf-8",
                null,
                out -> out.write(JSON.writeValueAsBytes(document)));
    }

    /**
     * A table to be saved as a file.
     *
     * @param fileName suggested name; only letters, digits, dot, hyphen and underscore survive
     * @param body writes the table
     * @return the answer
     */
    public static Answer csv(String fileName, Body body) {
        return new Answer(
                "text/csv; charset=utf-8", fileName.replaceAll("[^A-Za-z0-9._-]+", "-"), body);
    }
}
