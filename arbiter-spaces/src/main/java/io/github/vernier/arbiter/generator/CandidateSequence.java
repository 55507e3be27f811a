/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.generator;

import java.util.Optional;

/**
 * The candidates of one search, in order.
 *
 * <p>A sequence is a function of the study's seed and of what each call is told, and of nothing
 * else: not of time, threads or earlier runs. It is asked for each generated trial once, by id.
 */
public interface CandidateSequence {

    /**
     * The next candidate.
     *
     * @param history what is known at this point
     * @return its coordinates; empty if the space is exhausted
     * @throws GenerationException if the candidate cannot be made; the next one may
     */
    Optional<double[]> next(History history);

    /**
     * Passes over a candidate that an earlier run of the search has chosen.
     *
     * @param history what was known at that point
     */
    default void skip(History history) {
        try {
            next(history);
        } catch (GenerationException e) {
            // It failed in the earlier run too, which has kept why.
        }
    }
}
