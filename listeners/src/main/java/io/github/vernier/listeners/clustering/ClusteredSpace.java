/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.clustering;

/** What of examples' gradients {@code δ_i a_iᵀ} is clustered. */
public enum ClusteredSpace {
    /** Both factors: published default. */
    GRADIENTS,

    /** What layers read: every number of δ is 0.001 (published as {@code no_grad}). */
    INPUTS,

    /** What comes back to layers: every number of a is 1 (published as {@code no_act}). */
    OUTPUT_GRADIENTS
}
