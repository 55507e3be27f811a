/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.substitution;

import org.nd4j.linalg.api.ndarray.INDArray;

/** How far a weight is from the one it stands for. */
final class Residual {

    private Residual() {}

    /** {@code |target - actual| / |target|}, Frobenius norms; 0 if the target is zero. */
    static double of(INDArray target, INDArray actual) {
        double norm = target.norm2Number().doubleValue();
        return norm == 0 ? 0 : target.sub(actual).norm2Number().doubleValue() / norm;
    }
}
