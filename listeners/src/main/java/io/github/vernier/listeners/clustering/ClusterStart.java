/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.clustering;

/** Where centres begin. */
public enum ClusterStart {
    /** At the gradients of random examples, by which clusters are filled from the first. */
    EXAMPLES,

    /**
     * At {@linkplain ClusterCentres#random tiny random factors}: published default. The first
     * assignment follows their small differences.
     */
    RANDOM
}
