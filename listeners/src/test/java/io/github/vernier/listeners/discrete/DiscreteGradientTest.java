/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.discrete;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.vernier.layers.testing.GoldenFile;
import io.github.vernier.listeners.cdg.Objective;
import io.github.vernier.listeners.cdg.Rosenbrock;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class DiscreteGradientTest {

    private static final JsonNode GOLDEN =
            GoldenFile.read("gradients", "18_discrete_gradient.json");

    private static double[] doubles(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false)
                .mapToDouble(v -> v.isNull() ? Double.NaN : v.asDouble())
                .toArray();
    }

    private static List<Integer> integers(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false).map(JsonNode::asInt).toList();
    }

    private static Objective function(JsonNode c) {
        if (c.get("name").asText().startsWith("rosenbrock")) {
            return new Rosenbrock();
        }
        double[] w = doubles(GOLDEN.get("functions").get("w"));
        double[] s = doubles(GOLDEN.get("functions").get("s"));
        return x -> {
            double sum = 0;
            for (int d = 0; d < x.length; d++) {
                double level = Math.rint(x[d] / s[d]);
                sum += w[d] * level * level;
            }
            return sum;
        };
    }

    private static void assertClose(double[] actual, double[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int d = 0; d < actual.length; d++) {
            if (Double.isNaN(expected[d])) {
                assertThat(actual[d]).isNaN();
            } else {
                assertThat(actual[d])
                        .isCloseTo(expected[d], within(1e-12 + 1e-9 * Math.abs(expected[d])));
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> searches() {
        return StreamSupport.stream(GOLDEN.get("cases").spliterator(), false)
                .flatMap(
                        c ->
                                Stream.of(DiscreteGradient.Ranking.values())
                                        .map(
                                                ranking ->
                                                        DynamicTest.dynamicTest(
                                                                c.get("name").asText()
                                                                        + " "
                                                                        + ranking,
                                                                () -> check(c, ranking))));
    }

    private static void check(JsonNode c, DiscreteGradient.Ranking ranking) {
        JsonNode out =
                c.get(
                        ranking == DiscreteGradient.Ranking.DECREASE_PER_SQUARE
                                ? "out_dec_per_delta2"
                                : "out_dec_per_delta");
        double[] x = doubles(c.get("x"));
        double[] before = x.clone();
        DiscreteGradient.Result found =
                new DiscreteGradient(c.get("eps").asDouble(), c.get("stride").asDouble(), ranking)
                        .search(function(c), x);
        assertThat(x).isEqualTo(before);
        assertThat(found.value()).isCloseTo(out.get("f0").asDouble(), within(1e-9));
        assertClose(found.delta(), doubles(out.get("delta")));
        assertClose(found.decrease(), doubles(out.get("decrease")));
        assertClose(found.objective(), doubles(out.get("objective")));
        assertThat(found.sign())
                .isEqualTo(
                        integers(out.get("sign")).stream().mapToInt(Integer::intValue).toArray());
        assertThat(found.order()).isEqualTo(integers(out.get("order")));
        assertThat(found.selected()).isEqualTo(integers(out.get("selected")));
        assertClose(found.step(), doubles(out.get("DG")));
        assertThat(found.budgetUsed()).isCloseTo(out.get("budget_used").asDouble(), within(1e-12));
        assertThat(found.newValue()).isCloseTo(out.get("f_new").asDouble(), within(1e-9));
        assertThat(found.evaluations()).isEqualTo(out.get("evals").asLong());
    }

    @TestFactory
    Stream<DynamicTest> searchesInSteps() {
        return StreamSupport.stream(GOLDEN.get("multistep").get("cases").spliterator(), false)
                .map(c -> DynamicTest.dynamicTest(c.get("name").asText(), () -> checkSteps(c)));
    }

    private static void checkSteps(JsonNode c) {
        double[] x = doubles(c.get("x"));
        List<DiscreteGradient.Result> found =
                new DiscreteGradient(c.get("eps").asDouble(), c.get("stride").asDouble())
                        .search(function(c), x, c.get("S").asInt());
        JsonNode steps = c.get("out").get("steps");
        assertThat(found).hasSize(steps.size());
        for (int s = 0; s < found.size(); s++) {
            assertClose(found.get(s).step(), doubles(steps.get(s).get("DG")));
            assertThat(found.get(s).newValue())
                    .isCloseTo(steps.get(s).get("f_new").asDouble(), within(1e-9));
            assertThat(found.get(s).budgetUsed())
                    .isCloseTo(steps.get(s).get("budget_used").asDouble(), within(1e-12));
            for (int d = 0; d < x.length; d++) {
                x[d] += found.get(s).step()[d];
            }
        }
        assertClose(x, doubles(c.get("out").get("x_final")));
        assertThat(found.get(found.size() - 1).newValue())
                .isCloseTo(c.get("out").get("f_final").asDouble(), within(1e-9));
    }

    @Test
    void errorsNameTheValue() {
        assertThatThrownBy(() -> new DiscreteGradient(0.1, 0.2))
                .hasMessage("stride is 0.2 and epsilon 0.1, expected 0 < stride <= epsilon");
        assertThatThrownBy(() -> new DiscreteGradient(0.1, 0.01).search(v -> 0, new double[1], 0))
                .hasMessage("steps is 0, expected at least 1");
    }
}
