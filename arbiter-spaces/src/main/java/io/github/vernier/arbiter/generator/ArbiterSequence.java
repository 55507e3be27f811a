/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.generator;

import io.github.vernier.arbiter.trial.Trial;
import io.github.vernier.arbiter.trial.TrialStatus;
import java.util.Optional;
import org.deeplearning4j.arbiter.optimize.api.Candidate;
import org.deeplearning4j.arbiter.optimize.api.CandidateGenerator;
import org.deeplearning4j.arbiter.optimize.api.OptimizationResult;

/**
 * Candidates of one of Arbiter's generators, told the results of trials in the order of ids, as far
 * as the horizon, whenever they came.
 */
final class ArbiterSequence implements CandidateSequence {

    private final CandidateGenerator generator;
    private int reported;

    ArbiterSequence(CandidateGenerator generator) {
        this.generator = generator;
    }

    @Override
    public Optional<double[]> next(History history) {
        for (; reported < history.known().size(); reported++) {
            report(history.known().get(reported));
        }
        if (!generator.hasMoreCandidates()) {
            return Optional.empty();
        }
        Candidate<?> candidate = generator.getCandidate();
        double[] coordinates = candidate.getFlatParameters();
        if (coordinates == null && !generator.hasMoreCandidates()) {
            return Optional.empty();
        }
        if (candidate.getException() != null || coordinates == null) {
            throw new GenerationException(
                    generator + " made no candidate",
                    coordinates == null ? new double[0] : coordinates,
                    candidate.getException());
        }
        return Optional.of(coordinates.clone());
    }

    private void report(Trial trial) {
        if (trial.status() != TrialStatus.COMPLETE || trial.coordinates().isEmpty()) {
            return;
        }
        double[] coordinates =
                trial.coordinates().stream().mapToDouble(Double::doubleValue).toArray();
        Candidate<Object> candidate = new Candidate<>(() -> null, trial.id(), coordinates);
        double score = trial.objectives().get(0);
        generator.reportResults(
                new OptimizationResult(candidate, score, trial.id(), null, null, null));
    }
}
