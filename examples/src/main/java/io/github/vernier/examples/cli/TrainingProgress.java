/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.cli;

import io.github.vernier.examples.training.EpochPoint;
import io.github.vernier.examples.training.ModelName;

/** Shows how far a training is. */
interface TrainingProgress {

    /** A training begins. */
    void start(ModelName model, int epochs, int iterations);

    /** A minibatch is done. */
    void iteration(double loss);

    /** An epoch is done. */
    void epoch(EpochPoint point);

    /** The training is over, complete or not. */
    void end();
}
