/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.variance;

import org.nd4j.linalg.api.ndarray.INDArray;

/** An estimator's direction: each draw is made on a fresh minibatch. */
@FunctionalInterface
public interface Direction {

    /**
     * Draws.
     *
     * @return one direction, {@code [1, D]} over all coordinates of the network, in units of the
     *     mean gradient per example; may be overwritten by the next draw
     */
    INDArray draw();
}
