/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.variance;

/** Takes every element of every example's gradient, as it comes by. */
@FunctionalInterface
interface ElementSink {

    /**
     * Takes a run of elements of one example's gradient.
     *
     * @param offset first coordinate in the network's flat vector
     * @param gradient the elements, not to be kept
     * @param length how many of them
     */
    void add(long offset, double[] gradient, int length);
}
