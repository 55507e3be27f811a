/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.generator;

import io.github.vernier.arbiter.parameter.SearchSpace;
import io.github.vernier.arbiter.trial.Study;
import org.deeplearning4j.arbiter.optimize.generator.RandomSearchGenerator;

/** Independent uniform points: Arbiter's {@link RandomSearchGenerator} with the search's seed. */
public final class RandomSearch implements Generator {

    @Override
    public String settings() {
        return "random";
    }

    @Override
    public boolean learns() {
        return false;
    }

    @Override
    public CandidateSequence begin(SearchSpace<?> space, Study study) {
        // Only coordinates are wanted, and of a space that makes nothing none can fail.
        RandomSearchGenerator generator =
                new RandomSearchGenerator(new UnitCube(space.dimension()), null, true);
        generator.setRngSeed(study.seed());
        return new ArbiterSequence(generator);
    }
}
