/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.InputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The texts of one page in one language. */
public final class Dictionary {

    private static final Logger log = LoggerFactory.getLogger(Dictionary.class);
    private static final String FOLDER = "/deeplearning4jUiAssets/vernier/i18n/";

    private final String name;
    private final JsonNode texts;

    private Dictionary(String name, JsonNode texts) {
        this.name = name;
        this.texts = texts;
    }

    /**
     * Reads a dictionary from the class path; one that is not there is logged and empty, so that a
     * page without it is named by its id and still works.
     *
     * @param name page id, or {@code shell}
     * @param language language
     * @return the dictionary
     */
    public static Dictionary load(String name, Language language) {
        String resource = FOLDER + name + "." + language.code() + ".json";
        try (InputStream in = Dictionary.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("it is not on the class path");
            }
            return new Dictionary(name, new JsonMapper().readTree(in));
        } catch (IOException e) {
            log.warn("Cannot read the texts {}: {}", resource, e.getMessage());
            return new Dictionary(name, JsonNodeFactory.instance.objectNode());
        }
    }

    /**
     * A plain text.
     *
     * @param key its key
     * @return the text; if there is none, the name of the dictionary
     */
    public String text(String key) {
        return texts.path(key).asText(name);
    }

    /**
     * All entries.
     *
     * @return JSON object of texts and plural objects
     */
    public JsonNode entries() {
        return texts;
    }
}
