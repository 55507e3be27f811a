/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.DynamicTest;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Golden vectors: {@code {"cases": [...]}} with tensors {@code {"shape": [...], "data": [...]}}.
 *
 * <p>Read from the folder of the system property {@code vernier.golden} (with or without the family
 * as a subfolder), or from the class path if it is empty.
 */
public final class GoldenFiles {

    private static final double TOLERANCE = 1e-9;

    private GoldenFiles() {}

    /** A test of one case. */
    public interface CaseTest {
        void run(JsonNode testCase);
    }

    public static Stream<DynamicTest> cases(String family, String file, CaseTest test) {
        JsonNode cases = read(family, file).get("cases");
        Assertions.assertThat(cases).as(file).isNotEmpty();
        return StreamSupport.stream(cases.spliterator(), false)
                .map(c -> DynamicTest.dynamicTest(c.get("name").asText(), () -> test.run(c)));
    }

    private static JsonNode read(String family, String file) {
        try (InputStream in = open(family, file)) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String family, String file) throws IOException {
        String folder = System.getProperty("vernier.golden", "");
        if (folder.isBlank()) {
            return GoldenFiles.class.getResourceAsStream("/golden/" + family + "/" + file);
        }
        Path nested = Path.of(folder, family, file);
        return Files.newInputStream(Files.exists(nested) ? nested : Path.of(folder, file));
    }

    public static INDArray tensor(JsonNode node) {
        long[] shape = new long[node.get("shape").size()];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = node.get("shape").get(i).asLong();
        }
        return Nd4j.createFromArray(numbers(node.get("data")))
                .castTo(DataType.DOUBLE)
                .reshape('c', shape);
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
