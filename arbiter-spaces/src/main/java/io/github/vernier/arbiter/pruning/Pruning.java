/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.pruning;

import io.github.vernier.arbiter.trial.Direction;
import io.github.vernier.arbiter.trial.EpochScore;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/** When to give up a trial. */
public interface Pruning extends Serializable {

    /** Everything that decides, as text a person reads. */
    String settings();

    /**
     * Whether to give up after an epoch.
     *
     * @param direction which way scores are better
     * @param own the trial's scores, by epoch, the last just reported
     * @param peers the curves it is compared with
     * @return why, if so
     */
    Optional<String> verdict(Direction direction, List<EpochScore> own, List<LearningCurve> peers);
}
