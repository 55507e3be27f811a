/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.analysis;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How much each parameter decides the score.
 *
 * @param estimator how it was estimated
 * @param trials number of complete trials it was estimated from
 * @param explained cross-validated R² of the estimator's model on the ranks of the scores, at most
 *     1; at or below 0 the shares mean nothing; NaN if there are too few trials to tell
 * @param shares by parameter, in the study's order; they sum to 1
 */
public record Importance(
        String estimator, int trials, double explained, Map<String, Double> shares) {

    /** Copies the shares. */
    public Importance {
        shares = Collections.unmodifiableMap(new LinkedHashMap<>(shares));
    }
}
