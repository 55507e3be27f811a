/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.clustering;

/** Whose gradient an example's gradient is. */
public enum GradientScale {
    /**
     * That of the mean loss of its minibatch, {@code g_i / B}: published. A smaller last minibatch
     * has larger ones.
     */
    MEAN_LOSS,

    /** That of the example's own loss, whatever minibatch it is in. */
    EXAMPLE
}
