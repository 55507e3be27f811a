/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.pruning;

import io.github.vernier.arbiter.trial.Direction;
import io.github.vernier.arbiter.trial.EpochScore;
import java.util.List;
import java.util.Optional;

/** Lets every trial run to its end. */
public record NoPruning() implements Pruning {

    @Override
    public String settings() {
        return "none";
    }

    @Override
    public Optional<String> verdict(
            Direction direction, List<EpochScore> own, List<LearningCurve> peers) {
        return Optional.empty();
    }
}
