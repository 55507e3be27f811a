/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.probe;

import java.io.IOException;
import java.io.InputStream;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/** Published results, each with its source, in {@code published.json}. */
final class Published {

    private static final String FILE = "published.json";

    private Published() {}

    /**
     * Results of a study.
     *
     * @param study name of the study
     * @throws IOException if the resource cannot be read
     */
    static JsonNode of(String study) throws IOException {
        try (InputStream stream = Published.class.getResourceAsStream(FILE)) {
            return new ObjectMapper().readTree(stream).get(study);
        }
    }
}
