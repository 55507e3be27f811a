/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.gridrun;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One value of each list.
 *
 * @param values by name, in the order of the lists
 */
public record Combination(Map<String, String> values) {

    private static final int LONGEST = 100;

    /** Copies the values. */
    public Combination {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /**
     * The folder of its results: readable, and another for each combination, whatever lists are
     * added to or shortened meanwhile.
     *
     * @return a file name
     */
    public String folderName() {
        String text =
                values.entrySet().stream()
                        .map(value -> value.getKey() + "=" + value.getValue())
                        .collect(Collectors.joining(","));
        String readable = text.replaceAll("[^A-Za-z0-9.=,_-]", "_");
        return readable.substring(0, Math.min(LONGEST, readable.length()))
                + "-"
                + Integer.toHexString(text.hashCode());
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
