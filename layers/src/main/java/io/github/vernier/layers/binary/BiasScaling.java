/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary;

/** Whether the scaling factor takes the bias with it. */
public enum BiasScaling {

    /** {@code y = alpha · (conv(x, sign(w2)) + b)}, as the published code has it. */
    SCALED,

    /** {@code y = alpha · conv(x, sign(w2)) + b}, the bias of an ordinary convolution. */
    UNSCALED
}
