/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.cdg;

/** A real function of a point. */
@FunctionalInterface
public interface Objective {

    /**
     * Value at a point.
     *
     * @param x point; not kept, not changed
     */
    double at(double[] x);
}
