/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.substitution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class RankOneTest {

    private static INDArray random(DataType type, long... shape) {
        Nd4j.getRandom().setSeed(4);
        return Nd4j.randn(type, shape);
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT", "DOUBLE"})
    void aProductIsRecovered(DataType type) {
        INDArray d = random(type, 1, 4, 2 * 3);
        INDArray p = random(type, 5, 4, 1);
        INDArray weight = p.mul(d).reshape(5, 4, 2, 3);
        RankOne best = RankOne.of(weight);
        assertThat(best.product().sub(weight).amaxNumber().doubleValue())
                .isLessThan(type == DataType.DOUBLE ? 1e-13 : 1e-5);
        assertThat(best.depthwise().shape()).containsExactly(4, 1, 2, 3);
        assertThat(best.pointwise().shape()).containsExactly(5, 4, 1, 1);
    }

    /** The error is what the other singular values leave, found by power iteration in loops. */
    @Test
    void nothingOfRankOneIsNearer() {
        int out = 6;
        int in = 3;
        int area = 4;
        INDArray weight = random(DataType.DOUBLE, out, in, 2, 2);
        RankOne best = RankOne.of(weight);
        double[][][] slices = new double[in][out][area];
        for (int o = 0; o < out; o++) {
            for (int i = 0; i < in; i++) {
                for (int k = 0; k < area; k++) {
                    slices[i][o][k] = weight.getDouble(o, i, k / 2, k % 2);
                }
            }
        }
        double expected = 0;
        for (double[][] slice : slices) {
            expected += squaredNorm(slice) - squaredFirstSingularValue(slice);
        }
        assertThat(weight.squaredDistance(best.product())).isCloseTo(expected, within(1e-9));
    }

    private static double squaredNorm(double[][] matrix) {
        double sum = 0;
        for (double[] row : matrix) {
            for (double x : row) {
                sum += x * x;
            }
        }
        return sum;
    }

    private static double squaredFirstSingularValue(double[][] matrix) {
        int columns = matrix[0].length;
        double[] v = new double[columns];
        v[0] = 1;
        v[1] = 0.5;
        double value = 0;
        for (int step = 0; step < 5000; step++) {
            double[] next = new double[columns];
            for (double[] row : matrix) {
                double projection = 0;
                for (int k = 0; k < columns; k++) {
                    projection += row[k] * v[k];
                }
                for (int k = 0; k < columns; k++) {
                    next[k] += projection * row[k];
                }
            }
            value = 0;
            for (double x : next) {
                value += x * x;
            }
            value = Math.sqrt(value);
            for (int k = 0; k < columns; k++) {
                v[k] = next[k] / value;
            }
        }
        return value;
    }

    @Test
    void directionsHaveLengthOneAndTheirLargestEntryIsPositive() {
        RankOne best = RankOne.of(random(DataType.DOUBLE, 5, 4, 3, 3));
        for (int i = 0; i < 4; i++) {
            INDArray d = best.depthwise().slice(i);
            assertThat(d.norm2Number().doubleValue()).isCloseTo(1, within(1e-12));
            assertThat(d.maxNumber().doubleValue()).isEqualTo(d.amaxNumber().doubleValue());
        }
    }

    @Test
    void aChannelOfZerosStaysZero() {
        INDArray weight = random(DataType.DOUBLE, 5, 2, 3, 3);
        weight.get(NDArrayIndex.all(), NDArrayIndex.point(1)).assign(0);
        RankOne best = RankOne.of(weight);
        assertThat(best.depthwise().isNaN().any()).isFalse();
        assertThat(best.pointwise().getDouble(3, 1, 0, 0)).isZero();
    }
}
