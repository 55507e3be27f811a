/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.clustering;

/** Which terms of {@code ‖g_i − c_k‖² = ‖c_k‖² − 2 c_kᵀg_i + ‖g_i‖²} are summed. */
public enum DistanceForm {
    /** All (published as {@code add_GG}); what a {@link Weighting} needs. */
    SQUARED,

    /**
     * Without {@code ‖g_i‖²}, which is the same for all clusters: published default where sizes do
     * not count. Numbers may be negative.
     */
    WITHOUT_EXAMPLE_NORM
}
