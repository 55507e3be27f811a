/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.vernier.layers.testing.GoldenFile;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The closed forms. */
class YinToyModelTest {

    private static double[] vector(JsonNode c, String name) {
        return StreamSupport.stream(c.get(name).get("data").spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .toArray();
    }

    @TestFactory
    Stream<DynamicTest> cases() {
        return GoldenFile.cases("binary", "yin_toy.json").stream()
                .map(c -> DynamicTest.dynamicTest(c.get("case").asText(), () -> verify(c)));
    }

    private static void verify(JsonNode c) {
        double[] wStar = vector(c, "wStar");
        YinToyModel model =
                new YinToyModel(vector(c, "v"), vector(c, "w"), vector(c, "vStar"), wStar);
        // The file's angle is an arc cosine, whose rounding error is 2^-53 / sin(theta), at most
        // 2^-26 or so; loss and gradients inherit it, times the size of v and v*.
        double size = Math.max(1, norm(vector(c, "v")) * norm(vector(c, "vStar")));
        double ill = Math.min(4e-8, 1e-15 / Math.sin(model.theta()));
        double tolerance = 1e-9 + size * ill;
        assertThat(model.theta()).isCloseTo(c.get("theta").asDouble(), within(1e-9 + ill));
        assertThat(model.loss()).isCloseTo(c.get("populationLoss").asDouble(), within(tolerance));
        double[] gradW = model.gradientW();
        assertClose("dv", model.gradientV(), vector(c, "gradV"), tolerance);
        assertClose("dw", gradW, vector(c, "gradW"), tolerance);
        verify(c, "Relu", model.coarseRelu(), gradW, tolerance);
        verify(c, "ClippedRelu", model.coarseClippedRelu(), gradW, tolerance);
        verify(c, "Identity", model.coarseIdentity(), gradW, tolerance);
    }

    private static void verify(
            JsonNode c, String name, double[] coarse, double[] gradW, double tolerance) {
        assertClose(name, coarse, vector(c, "coarse" + name), tolerance);
        double dot = 0;
        for (int i = 0; i < coarse.length; i++) {
            dot += coarse[i] * gradW[i];
        }
        assertThat(dot).isCloseTo(c.get("dot" + name).asDouble(), within(tolerance));
        assertThat(norm(coarse)).isCloseTo(c.get("norm" + name).asDouble(), within(tolerance));
        assertThat(dot).as("never uphill").isGreaterThan(-1e-9);
    }

    private static double norm(double[] x) {
        return Math.sqrt(Arrays.stream(x).map(v -> v * v).sum());
    }

    private static void assertClose(
            String what, double[] actual, double[] expected, double tolerance) {
        assertThat(actual).as(what).containsExactly(expected, within(tolerance));
    }

    @Test
    void sameDirectionAsTheTeacher() {
        YinToyModel model =
                new YinToyModel(
                        new double[] {1, 2},
                        new double[] {3, 0},
                        new double[] {1, 2},
                        new double[] {1, 0});
        assertThat(model.loss()).isZero();
        assertThat(model.coarseRelu()).containsExactly(new double[] {0, 0}, within(1e-15));
        assertThat(model.coarseClippedRelu()).containsExactly(new double[] {0, 0}, within(1e-15));
        assertThat(model.coarseIdentity()).containsExactly(new double[] {0, 0}, within(1e-15));
    }

    /** Known quantiles of the normal distribution, on both branches. */
    @Test
    void normalDistribution() {
        assertThat(Normal.distribution(0)).isEqualTo(0.5);
        assertThat(Normal.distribution(1)).isCloseTo(0.841344746068542949, within(1e-15));
        assertThat(Normal.distribution(-2)).isCloseTo(0.022750131948179207, within(2e-16));
        assertThat(Normal.distribution(-2.9999999))
                .isCloseTo(Normal.distribution(-3.0000001), within(1e-9));
        assertThat(Normal.distribution(-3)).isCloseTo(0.001349898031630094527, within(1e-17));
        assertThat(Normal.distribution(-6)).isCloseTo(9.865876450376981e-10, within(1e-23));
        assertThat(Normal.distribution(Double.POSITIVE_INFINITY)).isEqualTo(1);
    }

    @Test
    void sizesAreChecked() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new YinToyModel(
                                        new double[2],
                                        new double[] {1},
                                        new double[3],
                                        new double[] {1}))
                .withMessageContaining("2, 1, 3, 1");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new YinToyModel(
                                        new double[] {1},
                                        new double[] {1},
                                        new double[] {1},
                                        new double[] {2}))
                .withMessageContaining("2.0");
    }
}
