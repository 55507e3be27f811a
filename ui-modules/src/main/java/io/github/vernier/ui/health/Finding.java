/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.health;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.vernier.ui.record.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Something a check found.
 *
 * @param key of its texts
 * @param severity how bad it is
 * @param page id of the page that shows more
 * @param evidence places of its texts: {@code Double}, {@code Long} or {@code String}
 */
public record Finding(String key, Severity severity, String page, Map<String, Object> evidence) {

    /**
     * A finding without evidence yet.
     *
     * @param key of its texts
     * @param severity how bad it is
     * @param page id of the page that shows more
     */
    public Finding(String key, Severity severity, String page) {
        this(key, severity, page, Map.of());
    }

    /**
     * The finding with a number as evidence.
     *
     * @param place place in its texts
     * @param value number, may be NaN or infinite
     * @return a new finding
     */
    public Finding with(String place, double value) {
        return plus(place, value);
    }

    /**
     * The finding with a whole number as evidence.
     *
     * @param place place in its texts
     * @param value number
     * @return a new finding
     */
    public Finding with(String place, long value) {
        return plus(place, value);
    }

    /**
     * The finding with a name as evidence.
     *
     * @param place place in its texts
     * @param name name, any text
     * @return a new finding
     */
    public Finding with(String place, String name) {
        return plus(place, name);
    }

    private Finding plus(String place, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(evidence);
        more.put(place, value);
        return new Finding(key, severity, page, more);
    }

    void put(ObjectNode json) {
        json.put("key", key).put("severity", severity.name()).put("page", page);
        ObjectNode places = json.putObject("evidence");
        evidence.forEach(
                (place, value) -> {
                    if (value instanceof Double number) {
                        Json.put(places, place, number);
                    } else if (value instanceof Long number) {
                        places.put(place, number);
                    } else {
                        places.put(place, (String) value);
                    }
                });
    }
}
