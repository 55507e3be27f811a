/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.report;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where numbers come from.
 *
 * @param settings what was asked for, by option
 * @param environment command line, versions, data and machine, by name
 */
public record Provenance(Map<String, String> settings, Map<String, String> environment) {

    /** Copies the maps, in their order. */
    public Provenance {
        settings = new LinkedHashMap<>(settings);
        environment = new LinkedHashMap<>(environment);
    }

    /**
     * The same with another fact.
     *
     * @param name what it is called
     * @param value the fact
     */
    public Provenance with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(environment);
        more.put(name, value);
        return new Provenance(settings, more);
    }
}
