/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.generator;

import io.github.vernier.arbiter.parameter.SearchSpace;
import io.github.vernier.arbiter.trial.Study;
import java.util.function.Supplier;
import org.deeplearning4j.arbiter.optimize.api.CandidateGenerator;

/** Any of Arbiter's generators, or your own. */
public final class ArbiterGenerator implements Generator {

    private final String settings;
    private final Supplier<CandidateGenerator> supplier;

    /**
     * Takes what makes a fresh generator for each run of a search: a resumed search replays it.
     *
     * @param settings what decides its sequence, as text
     * @param supplier makes the generator, on the same space the search has; it gets the search's
     *     seed
     */
    public ArbiterGenerator(String settings, Supplier<CandidateGenerator> supplier) {
        this.settings = settings;
        this.supplier = supplier;
    }

    @Override
    public String settings() {
        return settings;
    }

    @Override
    public boolean learns() {
        return true;
    }

    @Override
    public CandidateSequence begin(SearchSpace<?> space, Study study) {
        CandidateGenerator generator = supplier.get();
        generator.setRngSeed(study.seed());
        return new ArbiterSequence(generator);
    }
}
