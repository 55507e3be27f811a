/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary.estimator;

/** What the sign of zero is. */
public enum ZeroSign {

    /** sign(0) = 0, as {@code torch.sign}: ReCU, IR-Net, XNOR-Net and Bi-Real's published code. */
    ZERO(0),

    /** sign(0) = +1, as in Larq: the only one of the two that one bit can hold. */
    PLUS_ONE(1);

    private final int value;

    ZeroSign(int value) {
        this.value = value;
    }

    /**
     * The sign of zero.
     *
     * @return 0 or 1
     */
    public int value() {
        return value;
    }

    /**
     * The sign of a number.
     *
     * @param x any number; NaN is treated as zero
     * @return -1, +1, or {@link #value()} at zero
     */
    public double of(double x) {
        return x > 0 ? 1 : x < 0 ? -1 : value;
    }
}
