/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.cdg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.vernier.layers.testing.GoldenFile;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class CentralDifferenceTest {

    private static final JsonNode GOLDEN = GoldenFile.read("gradients", "17_rosenbrock_cdg.json");

    static double[] doubles(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .toArray();
    }

    @Test
    void differencesOfRosenbrocksFunction() {
        JsonNode small = GOLDEN.get("cdg_small");
        double[] x = doubles(small.get("x"));
        double[] before = x.clone();
        double eps = small.get("eps").asDouble();
        double[] cdg = CentralDifference.gradient(new Rosenbrock(), x, eps);
        double[] expected = doubles(small.get("cdg"));
        double[] analytic = doubles(small.get("analytic_gradient"));
        assertThat(x).isEqualTo(before);
        for (int d = 0; d < x.length; d++) {
            assertThat(cdg[d]).isCloseTo(expected[d], within(1e-9 * Math.abs(expected[d])));
            double bias = d % 2 == 0 ? 400 * x[d] * eps * eps : 0;
            assertThat(cdg[d]).isCloseTo(analytic[d] + bias, within(1e-8));
        }
    }

    @TestFactory
    Iterable<DynamicTest> publishedRuns() {
        return StreamSupport.stream(GOLDEN.get("runs").spliterator(), false)
                        .map(
                                run ->
                                        DynamicTest.dynamicTest(
                                                run.get("name").asText(), () -> check(run)))
                ::iterator;
    }

    private static void check(JsonNode run) {
        Map<Integer, Double> values = new TreeMap<>();
        Map<Integer, double[]> points = new TreeMap<>();
        Rosenbrock f = new Rosenbrock();
        double[] last =
                new NormalizedDescent(
                                GOLDEN.get("lr0").asDouble(),
                                GOLDEN.get("eps0").asDouble(),
                                30_000,
                                10_000,
                                0.1)
                        .run(
                                f,
                                doubles(run.get("x0")),
                                60_000,
                                (t, x) -> {
                                    if (run.get("f").has(Integer.toString(t)) || t == 100) {
                                        values.put(t, f.at(x));
                                    }
                                    if (run.get("x").has(Integer.toString(t))) {
                                        points.put(t, x.clone());
                                    }
                                });
        run.get("f")
                .properties()
                .forEach(
                        entry -> {
                            int t = Integer.parseInt(entry.getKey());
                            double expected = entry.getValue().asDouble();
                            double actual = values.get(t);
                            if (t <= 100) {
                                assertThat(actual)
                                        .as("f at %d", t)
                                        .isCloseTo(expected, within(1e-10 * expected));
                            } else if (t <= 500) {
                                assertThat(actual)
                                        .as("f at %d", t)
                                        .isCloseTo(expected, within(1e-6 * expected));
                            } else if (t <= 50_000) {
                                // Chaotic from here on: the height of the cycle, not its phase.
                                assertThat(actual)
                                        .as("f at %d", t)
                                        .isBetween(expected / 2, expected * 2);
                            } else {
                                // Not yet a cycle: the reference's own runs differ by 2.5 times.
                                assertThat(actual).as("f at %d", t).isBetween(1e-8, 1e-5);
                            }
                        });
        assertThat(points).isNotEmpty();
        points.forEach(
                (t, x) -> {
                    double[] expected = doubles(run.get("x").get(Integer.toString(t)));
                    for (int d = 0; d < x.length; d++) {
                        assertThat(x[d]).isCloseTo(expected[d], within(1e-9));
                    }
                });
        if (run.has("f_in_author_log")) {
            double logged = run.get("f_in_author_log").get("100").asDouble();
            assertThat(values.get(100)).isCloseTo(logged, within(1e-12 * logged));
        }
        assertThat(f.at(last)).isLessThan(1e-4);
    }

    @Test
    void withoutDecayItStaysInACycle() {
        Rosenbrock f = new Rosenbrock();
        double[] x0 = doubles(GOLDEN.get("runs").get(1).get("x0"));
        double[] last =
                new NormalizedDescent(0.1, 1e-2, 30_000, 10_000, 1)
                        .run(f, x0, 40_000, (t, x) -> {});
        assertThat(f.at(last)).isCloseTo(1.19, withinPercentage(10));
    }

    @Test
    void errorsNameTheValue() {
        assertThatThrownBy(() -> CentralDifference.gradient(x -> 0, new double[1], 0))
                .hasMessage("epsilon is 0.0, expected above 0");
        assertThatThrownBy(() -> new Rosenbrock().at(new double[3]))
                .hasMessageContaining("3 coordinates");
        assertThatThrownBy(() -> new NormalizedDescent(0.1, 1e-2, 0, 1, 0.1))
                .hasMessageContaining("0.1 at 0 and every 1 updates");
    }
}
