/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.substitution;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vernier.layers.hashed.HashedWeight;
import io.github.vernier.layers.parameterized.DenseWeight;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class SharedWeightsTest {

    @Test
    void aBucketWithoutWeightsBecomesZeroAndSignsCount() {
        HashedWeight table =
                HashedWeight.table(
                        4, new int[] {0, 0, 2, 3, 3, 3}, new int[] {1, -1, -1, 1, 1, -1});
        INDArray weight = Nd4j.createFromArray(4.0, 2, 5, 1, 2, 6).reshape(3, 2, 1, 1);
        INDArray buckets = Nd4j.create(DataType.DOUBLE, 4).assign(7);
        INDArray applied =
                SharedWeights.fit(table, weight, Map.of("buckets", buckets), ParameterNames.WHOLE);
        assertThat(buckets.toDoubleVector()).containsExactly(1, 0, -5, -1);
        assertThat(applied.dup().reshape(6).toDoubleVector()).containsExactly(1, -1, 5, -1, -1, 1);
        assertThat(weight.getDouble(0)).isEqualTo(4);
    }

    @Test
    void aDenseWeightIsTakenAsItIs() {
        INDArray weight = Nd4j.linspace(1, 6, 6, DataType.DOUBLE).reshape(3, 2, 1, 1);
        INDArray own = Nd4j.create(DataType.DOUBLE, 3, 2, 1, 1);
        SharedWeights.fit(new DenseWeight(), weight, Map.of("dW", own), ParameterNames.DEPTHWISE);
        assertThat(own).isEqualTo(weight);
    }

    @Test
    void theResidualOfAZeroWeightIsZero() {
        INDArray zero = Nd4j.zeros(DataType.DOUBLE, 2, 2);
        assertThat(Residual.of(zero, zero)).isZero();
        assertThat(Residual.of(Nd4j.ones(DataType.DOUBLE, 2, 2), zero)).isEqualTo(1);
    }
}
