/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary;

/** The smooth variant of a binary layer: what central differences can check. */
final class Smooth {

    private Smooth() {}

    static <T extends BinaryBuilder<T>> T of(T builder) {
        return builder.weightEstimator(new TanhEstimator(0.4))
                .inputEstimator(new TanhEstimator(1))
                .clamp(Clamp.NONE);
    }
}
