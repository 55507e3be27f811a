/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.vernier.layers.testing.GoldenFile;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.DynamicTest;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Golden vectors: {@code {"cases": [...]}} with tensors {@code {"shape": [...], "data": [...]}}.
 */
public final class GoldenFiles {

    private static final double TOLERANCE = 1e-9;

    private GoldenFiles() {}

    /** A test of one case. */
    public interface CaseTest {
        void run(JsonNode testCase);
    }

    public static Stream<DynamicTest> cases(String family, String file, CaseTest test) {
        return GoldenFile.cases(family, file).stream()
                .map(c -> DynamicTest.dynamicTest(c.get("name").asText(), () -> test.run(c)));
    }

    public static INDArray tensor(JsonNode node) {
        return GoldenFile.tensor(node, DataType.DOUBLE);
    }

    public static double[] numbers(JsonNode array) {
        double[] values = new double[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = array.get(i).asDouble();
        }
        return values;
    }

    public static void assertClose(INDArray actual, JsonNode expected, String what) {
        assertClose(actual, tensor(expected), what);
    }

    public static void assertClose(INDArray actual, INDArray expected, String what) {
        Assertions.assertThat(actual.shape()).as(what).containsExactly(expected.shape());
        double scale = Math.max(1, expected.amaxNumber().doubleValue());
        Assertions.assertThat(actual.sub(expected).amaxNumber().doubleValue())
                .as(what)
                .isLessThanOrEqualTo(TOLERANCE * scale);
    }

    public static void assertClose(double actual, JsonNode expected, String what) {
        double value = expected.asDouble();
        Assertions.assertThat(actual)
                .as(what)
                .isCloseTo(value, Assertions.within(TOLERANCE * Math.max(1, Math.abs(value))));
    }
}
