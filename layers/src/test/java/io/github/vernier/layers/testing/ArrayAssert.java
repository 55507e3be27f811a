/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Compares arrays by the largest deviation relative to the largest value (at least 1). */
public final class ArrayAssert {

    private ArrayAssert() {}

    /** Asserts that the arrays agree to a relative tolerance. */
    public static void assertClose(
            String what, INDArray actual, INDArray expected, double tolerance) {
        assertThat(actual.shape()).as(what + ": shape").isEqualTo(expected.shape());
        INDArray a = actual.castTo(DataType.DOUBLE);
        INDArray e = expected.castTo(DataType.DOUBLE);
        double scale = Math.max(1, e.amaxNumber().doubleValue());
        double deviation = a.sub(e).amaxNumber().doubleValue() / scale;
        assertThat(deviation).as(what + ": relative deviation").isLessThanOrEqualTo(tolerance);
        assertThat(Double.isFinite(a.sumNumber().doubleValue())).as(what + ": finite").isTrue();
    }

    /** Asserts that the arrays have the same bits. */
    public static void assertSame(String what, INDArray actual, INDArray expected) {
        assertThat(actual.shape()).as(what + ": shape").isEqualTo(expected.shape());
        assertThat(actual.neq(expected).any()).as(what + ": any different value").isFalse();
    }
}
