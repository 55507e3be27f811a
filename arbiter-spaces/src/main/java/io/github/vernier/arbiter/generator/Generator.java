/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.generator;

import io.github.vernier.arbiter.parameter.SearchSpace;
import io.github.vernier.arbiter.trial.Study;

/** A way of choosing candidates: its settings, without the state of a search. */
public interface Generator {

    /** Everything that decides the sequence beside the seed, as text a person reads. */
    String settings();

    /** Whether scores of earlier trials decide later candidates. */
    boolean learns();

    /**
     * Starts the sequence of a search.
     *
     * @param space what is searched
     * @param study its seed and goals
     */
    CandidateSequence begin(SearchSpace<?> space, Study study);
}
