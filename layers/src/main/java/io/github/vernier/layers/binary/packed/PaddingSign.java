/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary.packed;

/** What a packed convolution pads with; one bit cannot hold a zero. */
public enum PaddingSign {

    /** +1: the cheapest; what Larq recommends. */
    ONE,

    /** 0, as any other convolution: what sticks out is left out of the sum. */
    ZERO
}
