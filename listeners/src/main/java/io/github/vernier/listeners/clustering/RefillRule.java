/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.clustering;

/** What becomes of the centre of an online cluster that is too small. */
public enum RefillRule {
    /**
     * The first of them takes over the centre, distortion and half of the size of the cluster with
     * the greatest distortion: published default.
     */
    LARGEST,

    /** Each takes a random example of the last minibatch for its centre. */
    DATA
}
