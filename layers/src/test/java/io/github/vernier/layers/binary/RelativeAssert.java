/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary;

import static org.assertj.core.api.Assertions.assertThat;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Compares arrays by the largest deviation relative to the largest expected value. */
final class RelativeAssert {

    private RelativeAssert() {}

    static void assertRelative(String what, INDArray actual, INDArray expected, double tolerance) {
        assertThat(actual.shape()).as(what + ": shape").isEqualTo(expected.shape());
        assertThat(deviation(actual, expected))
                .as(what + ": relative deviation")
                .isLessThanOrEqualTo(tolerance);
    }

    /** Infinite if a value is not finite. */
    static double deviation(INDArray actual, INDArray expected) {
        INDArray e = expected.castTo(DataType.DOUBLE);
        INDArray a = actual.castTo(DataType.DOUBLE).reshape(e.shape());
        double scale = e.amaxNumber().doubleValue();
        double largest = a.sub(e).amaxNumber().doubleValue();
        return Double.isFinite(a.sumNumber().doubleValue())
                ? largest / (scale == 0 ? 1 : scale)
                : Double.POSITIVE_INFINITY;
    }
}
