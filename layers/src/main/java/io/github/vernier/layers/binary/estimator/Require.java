/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary.estimator;

/** Checks of settings. */
final class Require {

    private Require() {}

    static void positive(String name, double value) {
        if (!(value > 0)) {
            throw new IllegalArgumentException(name + " must be above 0, but is " + value);
        }
    }

    static void bits(int bits) {
        if (bits < 1 || bits > 24) {
            throw new IllegalArgumentException("bits must be from 1 to 24, but is " + bits);
        }
    }
}
