/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary.xnor;

/** What the published code multiplies the weight gradient by at the end. */
public enum GradientFactor {

    /** {@code (1 − 1/nIn) · n}, n the number of weights of a filter: XNOR-Net-PyTorch. */
    PUBLISHED,

    /** Nothing: 1. */
    NONE
}
