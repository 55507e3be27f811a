/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.vernier.layers.testing.GoldenFile;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The golden files tell every {@link Mistake} from the published algorithm: a plain implementation
 * reproduces them, and with any one mistake it does not. A layer that reproduces them, as {@link
 * RectifiedClampGoldenTest} says of ours, makes none.
 */
class MistakesAreNoticedTest {

    /** Of the goldens' test, in double. */
    private static final double TOLERANCE = 1e-9;

    private static List<JsonNode> convolutions() {
        return GoldenFile.files("binary", "recu_*.json").stream()
                .map(file -> GoldenFile.read("binary", file))
                .filter(c -> c.has("expected") && c.has("weight"))
                .toList();
    }

    @TestFactory
    Stream<DynamicTest> thePlainImplementationIsThePublishedOne() {
        return convolutions().stream()
                .map(
                        c ->
                                DynamicTest.dynamicTest(
                                        c.get("name").asText(),
                                        () ->
                                                assertThat(differing(c, Mistake.NONE))
                                                        .as("what differs")
                                                        .isEmpty()));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aMistakeIsNoticed(Mistake mistake) {
        assumeTrue(
                System.getProperty("vernier.golden", "").isBlank(),
                "which files notice what is known of the published ones");
        TreeSet<String> noticedBy = new TreeSet<>();
        for (JsonNode c : convolutions()) {
            noticedBy.addAll(differing(c, mistake));
        }
        assertThat(noticedBy).as("what differs with " + mistake).isNotEmpty();
    }

    /** The results of a case that are beyond the tolerance. */
    private static TreeSet<String> differing(JsonNode c, Mistake mistake) {
        Map<String, double[]> results = new ReferenceConvolution(c, mistake).run();
        TreeSet<String> differing = new TreeSet<>();
        results.forEach(
                (name, actual) -> {
                    double[] expected =
                            ReferenceConvolution.Tensor.of(c.get("expected").get(name)).data();
                    double scale = 0;
                    double largest = 0;
                    for (int i = 0; i < expected.length; i++) {
                        scale = Math.max(scale, Math.abs(expected[i]));
                        // Math.max keeps NaN, which is a difference too.
                        largest = Math.max(largest, Math.abs(actual[i] - expected[i]));
                    }
                    if (!(largest <= TOLERANCE * scale)) {
                        differing.add(name);
                    }
                });
        return differing;
    }
}
