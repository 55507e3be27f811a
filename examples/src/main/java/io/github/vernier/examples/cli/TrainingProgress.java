/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.cli;

import io.github.vernier.examples.compress.EpochPoint;
import io.github.vernier.examples.compress.Role;

/** Shows how far a training is. */
interface TrainingProgress {

    /** A training begins. */
    void start(Role role, int epochs, int iterations);

    /** A minibatch is done. */
    void iteration(double loss);

    /** An epoch is done. */
    void epoch(EpochPoint point);

    /** The training is over, complete or not. */
    void end();
}
