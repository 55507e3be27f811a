/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.arbiter.optimize.runner.LocalOptimizationRunner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class StockArbiterExampleTest {

    private static final int TIMEOUT = 240;

    @Test
    @Timeout(TIMEOUT)
    void arbitersRunnerTrainsCandidatesOfOurSpaces() {
        LocalOptimizationRunner runner = StockArbiterExample.search(1, 64);

        assertThat(runner.numCandidatesFailed()).isZero();
        assertThat(runner.numCandidatesCompleted()).isPositive();
        assertThat(runner.bestScore()).isBetween(0.0, 1.0);
    }
}
