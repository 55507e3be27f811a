/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.sampling;

/** What is seen of an example in training. */
public enum Signal {
    /** Its loss, without dropout and by running statistics. */
    LOSS,

    /** The norm of its gradient, as training has it, of all layers that are covered. */
    GRADIENT_NORM
}
