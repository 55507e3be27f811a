/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.network;

import io.github.vernier.arbiter.execution.TrialContext;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.BaseTrainingListener;

/** Lets a trial stop after any iteration. */
final class CheckpointListener extends BaseTrainingListener {

    private final TrialContext trial;

    CheckpointListener(TrialContext trial) {
        this.trial = trial;
    }

    @Override
    public void iterationDone(Model model, int iteration, int epoch) {
        trial.checkpoint();
    }
}
