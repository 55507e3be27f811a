/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces.value;

import java.io.IOException;
import org.nd4j.shade.jackson.core.JsonParser;
import org.nd4j.shade.jackson.core.JsonToken;

/**
 * Reads an object field by field, in the order in which they were written.
 *
 * <p>A tree of nodes would lose the names of classes, which YAML keeps beside the text.
 */
interface JsonFields {

    /** Reads a field's value, at whose first token the parser is, to its last. */
    void read(String name) throws IOException;

    /** Reads all fields of the object that the parser is in. */
    static void of(JsonParser json, JsonFields fields) throws IOException {
        if (json.currentToken() == JsonToken.START_OBJECT) {
            json.nextToken();
        }
        while (json.currentToken() == JsonToken.FIELD_NAME) {
            String name = json.getCurrentName();
            json.nextToken();
            fields.read(name);
            json.nextToken();
        }
    }
}
