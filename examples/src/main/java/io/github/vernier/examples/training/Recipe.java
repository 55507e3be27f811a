/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.training;

import org.nd4j.linalg.learning.config.IUpdater;

/** How parameters are updated during a training. */
public interface Recipe {

    /**
     * The updater of a training.
     *
     * @param epochs its length
     * @param iterations minibatches in an epoch
     */
    IUpdater updater(int epochs, int iterations);

    /**
     * Learning rate at the end, for whoever goes on training.
     *
     * @param epochs length of the training
     */
    double lastRate(int epochs);
}
