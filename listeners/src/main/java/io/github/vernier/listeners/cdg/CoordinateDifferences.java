/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.cdg;

import io.github.vernier.listeners.probe.ParameterBlock;

/** Central differences of a network's mean loss on one minibatch in chosen coordinates. */
public interface CoordinateDifferences {

    /**
     * Differences in coordinates of one parameter; every bit of the parameters is as before
     * afterwards.
     *
     * @param block the parameter
     * @param coordinates positions within the block's piece of the flat vector
     * @param epsilon ε, above 0, in the units of the parameter
     * @return CDG, one for each coordinate, in the same order
     * @throws java.util.concurrent.CancellationException if told to stop
     */
    default double[] of(ParameterBlock block, long[] coordinates, double epsilon) {
        return losses(block, coordinates, epsilon).differences(epsilon);
    }

    /**
     * Losses with coordinates of one parameter moved, one at a time, to both sides; every bit of
     * the parameters is as before afterwards.
     *
     * @param block the parameter
     * @param coordinates positions within the block's piece of the flat vector
     * @param change by how much, above 0, in the units of the parameter
     * @return one pair for each coordinate, in the same order
     * @throws java.util.concurrent.CancellationException if told to stop
     */
    MovedLosses losses(ParameterBlock block, long[] coordinates, double change);

    /** Mean loss of the minibatch, without regularization. */
    double loss();

    /** Losses at moved parameters computed so far: two for each coordinate and ε. */
    long evaluations();
}
