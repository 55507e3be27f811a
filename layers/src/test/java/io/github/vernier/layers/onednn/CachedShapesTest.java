/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.cpu.nativecpu.DirectShapeInfoProvider;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class CachedShapesTest {

    @Test
    void arraysOfOneShapeShareItsDescription() {
        INDArray a = Nd4j.createUninitialized(DataType.FLOAT, 3, 4);
        INDArray b = Nd4j.createUninitialized(DataType.FLOAT, 3, 4);
        assertThat(b.shapeInfoDataBuffer()).isSameAs(a.shapeInfoDataBuffer());
        assertThat(a.get(NDArrayIndex.interval(0, 2)).shapeInfoDataBuffer())
                .isSameAs(b.get(NDArrayIndex.interval(1, 3)).shapeInfoDataBuffer());
    }

    static Stream<Arguments> shapes() {
        return Stream.of(
                Arguments.of(new long[] {}, new long[] {}, 1L, 'c', false),
                Arguments.of(new long[] {5}, new long[] {1}, 1L, 'c', false),
                Arguments.of(new long[] {5}, new long[] {3}, 3L, 'c', false),
                Arguments.of(new long[] {2, 3}, new long[] {3, 1}, 1L, 'c', false),
                Arguments.of(new long[] {2, 3}, new long[] {3, 1}, 0L, 'c', false),
                Arguments.of(new long[] {2, 3}, new long[] {3, 1}, -1L, 'c', false),
                Arguments.of(new long[] {2, 3}, new long[] {1, 2}, 1L, 'f', false),
                Arguments.of(new long[] {2, 3}, new long[] {7, 2}, 0L, 'c', false),
                Arguments.of(new long[] {2, 1, 3, 4}, new long[] {12, 12, 4, 1}, 1L, 'c', false),
                Arguments.of(new long[] {0}, new long[] {1}, 1L, 'c', true),
                Arguments.of(new long[] {0}, new long[] {1}, 1L, 'c', false),
                Arguments.of(new long[] {2, 0}, new long[] {1, 1}, 1L, 'c', false));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void aKeptDescriptionIsTheStockOne(
            long[] shape, long[] stride, long elementWiseStride, char order, boolean empty) {
        CachedShapes kept = new CachedShapes();
        DirectShapeInfoProvider stock = new DirectShapeInfoProvider();
        for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE, DataType.INT64}) {
            long[] expected =
                    stock.createShapeInformation(
                                    shape, stride, elementWiseStride, order, type, empty)
                            .getSecond();
            for (int again = 0; again < 2; again++) {
                Pair<DataBuffer, long[]> actual =
                        kept.createShapeInformation(
                                shape.clone(),
                                stride.clone(),
                                elementWiseStride,
                                order,
                                type,
                                empty);
                assertThat(actual.getSecond()).isEqualTo(expected);
                assertThat(actual.getFirst().asLong()).isEqualTo(expected);
            }
        }
    }

    @Test
    void theCallersArraysStayItsOwn() {
        CachedShapes kept = new CachedShapes();
        long[] shape = {2, 3};
        long[] stride = {3, 1};
        long[] first =
                kept.createShapeInformation(shape, stride, 1, 'c', DataType.FLOAT, false)
                        .getSecond()
                        .clone();
        shape[0] = 4;
        stride[0] = 9;
        assertThat(
                        kept.createShapeInformation(
                                        new long[] {2, 3},
                                        new long[] {3, 1},
                                        1,
                                        'c',
                                        DataType.FLOAT,
                                        false)
                                .getSecond())
                .isEqualTo(first);
        assertThat(
                        kept.createShapeInformation(shape, stride, 1, 'c', DataType.FLOAT, false)
                                .getSecond())
                .isNotEqualTo(first);
    }
}
