/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.estimator;

/** From which labels K-FAC takes the second moments of the loss's gradients. */
public enum Fisher {
    /**
     * Labels sampled from the network's own prediction, drawn anew each time: the true Fisher
     * matrix. For softmax and sigmoid outputs.
     */
    TRUE,
    /** The data's labels. Free of restrictions, and no longer an approximation of curvature. */
    EMPIRICAL
}
