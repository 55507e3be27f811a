/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.trial;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A candidate before it has an id.
 *
 * @param origin who chose the values
 * @param seed what its own training derives its random choices from
 * @param coordinates its point in the unit cube; empty if there is none
 * @param values what was chosen, by parameter
 * @param configuration the network's configuration as JSON; null if it has none
 */
public record NewTrial(
        Origin origin,
        long seed,
        List<Double> coordinates,
        Map<String, Object> values,
        String configuration) {

    /** Copies what it is given. */
    public NewTrial {
        coordinates = List.copyOf(coordinates);
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }
}
