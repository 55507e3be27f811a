/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.generator;

import io.github.vernier.arbiter.parameter.SearchSpace;
import io.github.vernier.arbiter.trial.Study;
import java.util.function.Function;
import java.util.function.Supplier;
import org.deeplearning4j.arbiter.optimize.api.CandidateGenerator;

/** Any of Arbiter's generators, or your own. */
public final class ArbiterGenerator implements Generator {

    private final String settings;
    private final Function<Study, CandidateGenerator> supplier;

    /**
     * Takes what makes a fresh generator for each run of a search: a resumed search replays it.
     *
     * @param settings what decides its sequence, as text
     * @param supplier makes the generator, on the same space the search has; it gets the search's
     *     seed
     */
    public ArbiterGenerator(String settings, Supplier<CandidateGenerator> supplier) {
        this(settings, study -> seeded(supplier.get(), study));
    }

    private ArbiterGenerator(String settings, Function<Study, CandidateGenerator> supplier) {
        this.settings = settings;
        this.supplier = supplier;
    }

    /**
     * Takes a generator as it is, with the seed it has, for one run of one search.
     *
     * @param generator the generator
     */
    public static ArbiterGenerator asIs(CandidateGenerator generator) {
        return new ArbiterGenerator(generator.toString(), study -> generator);
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
        return new ArbiterSequence(supplier.apply(study));
    }

    private static CandidateGenerator seeded(CandidateGenerator generator, Study study) {
        generator.setRngSeed(study.seed());
        return generator;
    }
}
