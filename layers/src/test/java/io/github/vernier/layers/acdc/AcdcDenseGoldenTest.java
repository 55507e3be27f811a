/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.acdc;

import static io.github.vernier.layers.testing.ArrayAssert.assertClose;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.vernier.layers.parameterized.WeightShape;
import io.github.vernier.layers.testing.GoldenFile;
import io.github.vernier.layers.testing.GoldenPass;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.gradient.Gradient;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The published layers on vectors: forward and all gradients, by each path. */
class AcdcDenseGoldenTest {

    @TestFactory
    Stream<DynamicTest> published() {
        return GoldenFile.cases("compact", "acdc_linear.json").stream()
                .flatMap(c -> GoldenPass.tests(c, AcdcPath.values(), AcdcDenseGoldenTest::verify));
    }

    private static AcdcDense layer(JsonNode c, AcdcPath path) {
        AcdcDense.Builder builder = new AcdcDense.Builder();
        switch (c.get("class").asText()) {
            case "ACDC" ->
                    builder.factors(1)
                            .diagonalBeforeRiffle(true)
                            .groups(c.get("groups").asInt())
                            .permutation(new NoPermutation());
            case "LinearACDC" ->
                    builder.factors(1)
                            .original(c.get("original").asBoolean())
                            .permutation(new NoPermutation());
            case "StackedLinearACDC" ->
                    builder.factors(c.get("n_layers").asInt())
                            .original(c.get("original").asBoolean())
                            .permutation(permutations(c));
            default -> throw new IllegalArgumentException(c.get("class").asText());
        }
        return builder.path(path)
                .nOut(c.get("y").get("shape").get(1).asInt())
                .hasBias(bias(c.get("params")) != null)
                .activation(Activation.IDENTITY)
                .build();
    }

    private static ChannelPermutation[] permutations(JsonNode c) {
        if (!c.has("permutations")) {
            return new ChannelPermutation[] {new Riffle()};
        }
        return StreamSupport.stream(c.get("permutations").spliterator(), false)
                .map(p -> new TablePermutation(ChannelPermutationTest.integers(p)))
                .toArray(ChannelPermutation[]::new);
    }

    private static void verify(JsonNode c, DataType type, AcdcPath path) {
        AcdcDense layer = layer(c, path);
        if (c.has("effective_M")) {
            verifyMatrix(c, type, layer.getWeight());
        }

        GoldenPass pass = GoldenPass.of(c, type);
        pass.verify(layer, InputType.feedForward(pass.x().size(1)), new Published(c, type));
    }

    /** M of y = x M; the layer's kernel is its transpose. */
    private static void verifyMatrix(JsonNode c, DataType type, AcdcWeight weight) {
        INDArray expected = GoldenFile.tensor(c.get("effective_M"), type);
        long size = expected.size(0);
        INDArray kernel =
                weight.bind(new WeightShape(size, size, 1, 1), type)
                        .weight(
                                Map.of(
                                        "A", factors(c.get("params"), "A", type),
                                        "D", factors(c.get("params"), "D", type)),
                                Nd4j.create(type, size, size, 1, 1),
                                false);
        assertClose(
                "matrix",
                kernel.reshape(size, size).transpose(),
                expected,
                GoldenPass.tolerance(type));
    }

    /** The published parameters. */
    private record Published(JsonNode c, DataType type) implements GoldenPass.Parameters {

        @Override
        public void set(org.deeplearning4j.nn.api.Layer layer) {
            JsonNode params = c.get("params");
            layer.getParam("A").assign(factors(params, "A", type));
            layer.getParam("D").assign(factors(params, "D", type));
            assertThat(layer.paramTable().containsKey("b")).isEqualTo(bias(params) != null);
            if (bias(params) != null) {
                layer.getParam("b").assign(vector(bias(params), type));
            }
        }

        @Override
        public void verify(String prefix, Gradient gradient) {
            JsonNode expected = c.get("dparams");
            for (String which : new String[] {"A", "D"}) {
                assertClose(
                        "d" + which,
                        gradient.getGradientFor(prefix + which),
                        factors(expected, which, type),
                        GoldenPass.tolerance(type));
            }
            if (bias(expected) != null) {
                assertClose(
                        "db",
                        gradient.getGradientFor(prefix + "b"),
                        vector(bias(expected), type),
                        GoldenPass.tolerance(type));
            }
        }
    }

    private static INDArray factors(JsonNode params, String which, DataType type) {
        return params.has(which)
                ? GoldenFile.tensor(params.get(which), type)
                        .reshape(1, params.get(which).get("data").size())
                : AcdcConvolutionGoldenTest.factors(params, which, type);
    }

    /** {@code bias}, or that of the last of several layers; null if there is none. */
    private static JsonNode bias(JsonNode params) {
        List<JsonNode> found =
                params.properties().stream()
                        .filter(p -> p.getKey().equals("bias") || p.getKey().endsWith(".bias"))
                        .map(Map.Entry::getValue)
                        .toList();
        return found.isEmpty() ? null : found.get(0);
    }

    private static INDArray vector(JsonNode node, DataType type) {
        return GoldenFile.tensor(node, type).reshape(node.get("data").size());
    }
}
