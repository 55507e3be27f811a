/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.hashed;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.vernier.layers.parameterized.Conv2DBuilder;
import io.github.vernier.layers.parameterized.DenseWeight;
import io.github.vernier.layers.parameterized.ParameterizedSeparableConvolution2D;
import io.github.vernier.layers.testing.GoldenFile;
import io.github.vernier.layers.testing.GoldenPass;
import io.github.vernier.layers.testing.NamedParameters;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Forward, input gradient and parameter gradients of the published layers, in a stock network. */
class HashedGoldenTest {

    /** The published parameter names, and ours. */
    private static final Map<String, String> NAMES =
            Map.of(
                    "bias", "b",
                    "hashed_weight", "buckets",
                    "grouped.weight", "dW",
                    "grouped.bias", "dB",
                    "grouped.hashed_weight", "dBuckets",
                    "hashed.bias", "b",
                    "hashed.hashed_weight", "pBuckets",
                    "pointwise.weight", "pW",
                    "pointwise.bias", "b");

    @TestFactory
    Stream<DynamicTest> hashedConvolution() {
        return cases("hashed_conv.json");
    }

    @TestFactory
    Stream<DynamicTest> separable() {
        return cases("hashed_separable.json");
    }

    @TestFactory
    Stream<DynamicTest> signed() {
        return cases("hashed_signed.json");
    }

    private static Stream<DynamicTest> cases(String file) {
        return GoldenFile.cases("compact", file).stream()
                .flatMap(
                        c ->
                                GoldenPass.types()
                                        .map(
                                                type ->
                                                        DynamicTest.dynamicTest(
                                                                c.get("name").asText() + " " + type,
                                                                () -> verify(c, type))));
    }

    private static void verify(JsonNode c, DataType type) {
        GoldenPass pass = GoldenPass.of(c, type);
        INDArray x = pass.x();
        pass.verify(
                layer(c),
                InputType.convolutional(x.size(2), x.size(3), x.size(1)),
                new NamedParameters(c, NAMES, type));
    }

    private static ConvolutionLayer layer(JsonNode c) {
        int k = c.get("kernel").asInt();
        boolean hasBias =
                Stream.of("bias", "hashed.bias", "pointwise.bias").anyMatch(c.get("params")::has);
        switch (c.get("class").asText()) {
            case "HalfHashedSeparable", "HashedSeparable":
                {
                    HashedWeight depthwise =
                            c.get("index_tables").has("grouped.idxs")
                                    ? table(c, "grouped.idxs", "grouped.hashed_weight", null)
                                    : null;
                    HashedSeparableConvolution2D.Builder b =
                            new HashedSeparableConvolution2D.Builder(k, k)
                                    .tables(
                                            depthwise,
                                            table(c, "hashed.idxs", "hashed.hashed_weight", null))
                                    .depthwiseBias(c.get("params").has("grouped.bias"));
                    return common(b, c, hasBias).build();
                }
            case "DepthwiseSep":
                {
                    ParameterizedSeparableConvolution2D.Builder b =
                            new ParameterizedSeparableConvolution2D.Builder(
                                    new DenseWeight(), new DenseWeight(), k, k);
                    return common(b, c, hasBias).build();
                }
            default:
                {
                    JsonNode signs = c.get("sign_table");
                    int groups = c.has("groups") ? c.get("groups").asInt() : 1;
                    HashedConvolution2D.Builder b =
                            new HashedConvolution2D.Builder(k, k)
                                    .groups(groups)
                                    .table(
                                            c.get("budget").asLong(),
                                            GoldenFile.table(c.get("index_tables").get("idxs")),
                                            signs == null ? null : GoldenFile.table(signs));
                    return common(b, c, hasBias).build();
                }
        }
    }

    private static HashedWeight table(JsonNode c, String indices, String weight, JsonNode signs) {
        return HashedWeight.table(
                c.get("params").get(weight).get("data").size(),
                GoldenFile.table(c.get("index_tables").get(indices)),
                signs == null ? null : GoldenFile.table(signs));
    }

    private static <T extends Conv2DBuilder<T>> T common(T builder, JsonNode c, boolean hasBias) {
        int s = c.get("stride").asInt();
        int p = c.get("padding").asInt();
        int d = c.has("dilation") ? c.get("dilation").asInt() : 1;
        return builder.stride(s, s)
                .padding(p, p)
                .dilation(d, d)
                .convolutionMode(ConvolutionMode.Truncate)
                .nOut(c.get("out").asInt())
                .hasBias(hasBias)
                .activation(Activation.IDENTITY);
    }
}
