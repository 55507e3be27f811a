/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.series;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Some of the series of a row, and only the rows that have a value of them. */
public final class Projection {

    private final List<String> names;
    private final List<Integer> indices;

    /**
     * A projection.
     *
     * @param all names of all series, in the order of the rows' values
     * @param chosen names of those to keep, in the order wanted; empty for all
     * @throws IllegalArgumentException if a chosen one is not among all
     */
    public Projection(List<String> all, List<String> chosen) {
        this.names = chosen.isEmpty() ? List.copyOf(all) : List.copyOf(chosen);
        this.indices = names.stream().map(all::indexOf).toList();
        int unknown = indices.indexOf(-1);
        if (unknown >= 0) {
            throw new IllegalArgumentException(
                    "series \"" + names.get(unknown) + "\" is not one of " + all);
        }
    }

    /**
     * The series that are kept.
     *
     * @return names
     */
    public List<String> names() {
        return names;
    }

    /**
     * The kept part of a row.
     *
     * @param row row with all series
     * @return row with the kept ones, absent if it has no value of any
     */
    public Optional<Row> of(Row row) {
        List<Double> values = new ArrayList<>(indices.size());
        indices.forEach(i -> values.add(row.values().get(i)));
        return values.stream().anyMatch(Objects::nonNull)
                ? Optional.of(new Row(row.time(), row.iteration(), row.epoch(), values))
                : Optional.empty();
    }
}
