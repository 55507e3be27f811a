/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.runner;

import org.deeplearning4j.arbiter.optimize.api.Candidate;
import org.deeplearning4j.arbiter.optimize.api.CandidateGenerator;
import org.deeplearning4j.arbiter.optimize.api.OptimizationResult;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/** What a listener of Arbiter can ask of a search's generator: its space. */
final class GeneratorView implements CandidateGenerator {

    @JsonProperty private final ParameterSpace<?> parameterSpace;
    @JsonProperty private final String settings;

    GeneratorView(ParameterSpace<?> parameterSpace, String settings) {
        this.parameterSpace = parameterSpace;
        this.settings = settings;
    }

    @Override
    public boolean hasMoreCandidates() {
        return false;
    }

    @Override
    public Candidate<?> getCandidate() {
        throw new UnsupportedOperationException("Candidates come from the search: " + settings);
    }

    @Override
    public void reportResults(OptimizationResult result) {
        // The search has told its own generator.
    }

    @Override
    public ParameterSpace<?> getParameterSpace() {
        return parameterSpace;
    }

    @Override
    public void setRngSeed(long seed) {
        // The search has its seed.
    }

    @Override
    public Class<?> getCandidateType() {
        return Object.class;
    }

    @Override
    public String toString() {
        return settings;
    }
}
