/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.parameterized;

/**
 * Shape of a convolution's weight tensor, {@code [nOut, nIn / groups, kH, kW]} in C order.
 *
 * @param nOut output channels
 * @param nIn input channels that each output channel sees (all of them, divided by the groups)
 * @param kH kernel height
 * @param kW kernel width
 */
public record WeightShape(long nOut, long nIn, long kH, long kW) {

    /**
     * Number of weights.
     *
     * @return {@code nOut * nIn * kH * kW}
     */
    public long length() {
        return nOut * fanIn();
    }

    /**
     * Number of weights that one output element sums over.
     *
     * @return {@code nIn * kH * kW}
     */
    public long fanIn() {
        return nIn * kH * kW;
    }

    /**
     * The shape as ND4J takes it.
     *
     * @return {@code {nOut, nIn, kH, kW}}
     */
    public long[] toArray() {
        return new long[] {nOut, nIn, kH, kW};
    }
}
