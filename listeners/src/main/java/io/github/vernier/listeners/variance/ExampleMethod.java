/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.variance;

/** How gradients of single examples are had. */
public enum ExampleMethod {
    /** From layer inputs and output gradients, where the layer is known; others are left out. */
    VECTORIZED,
    /**
     * The same, and the other layers by a forward and backward pass for each example, if examples
     * do not depend on one another. Holds N gradients of those layers.
     */
    VECTORIZED_OR_LOOP,
    /**
     * Every layer by a forward and backward pass for each example: slow, obvious, holds N whole
     * gradients.
     */
    LOOP
}
