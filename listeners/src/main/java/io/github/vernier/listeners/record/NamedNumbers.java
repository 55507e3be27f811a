/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.record;

import java.io.Serializable;
import java.util.List;

/**
 * Numbers with names, such as one for each layer.
 *
 * @param names distinct names
 * @param values one value for each name
 */
public record NamedNumbers(List<String> names, double[] values) implements Serializable {

    /** No numbers. */
    public static final NamedNumbers NONE = new NamedNumbers(List.of(), new double[0]);

    /**
     * A value by name.
     *
     * @param name name
     * @return its value, null if there is none of that name
     */
    public Double get(String name) {
        int i = names.indexOf(name);
        return i < 0 || i >= values.length ? null : (Double) values[i];
    }

    void write(String field, RecordFields fields) {
        fields.putStrings(field + "Names", names).put(field, values);
    }

    static NamedNumbers read(String field, RecordFields fields) {
        return new NamedNumbers(fields.getStrings(field + "Names"), fields.getDoubles(field));
    }
}
