/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.hashed;

import static io.github.vernier.layers.testing.ArrayAssert.assertClose;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.vernier.layers.parameterized.Conv2DBuilder;
import io.github.vernier.layers.parameterized.DenseWeight;
import io.github.vernier.layers.parameterized.ParameterizedSeparableConvolution2D;
import io.github.vernier.layers.testing.GoldenFile;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.NoOp;

/** Forward, input gradient and parameter gradients of the published layers, in a stock network. */
class HashedGoldenTest {

    private static final Map<DataType, Double> TOLERANCE =
            Map.of(DataType.DOUBLE, 1e-9, DataType.FLOAT, 1e-4);

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
                                Stream.of(DataType.DOUBLE, DataType.FLOAT)
                                        .map(
                                                type ->
                                                        DynamicTest.dynamicTest(
                                                                c.get("name").asText() + " " + type,
                                                                () -> verify(c, type))));
    }

    private static void verify(JsonNode c, DataType type) {
        ConvolutionLayer layer = layer(c);
        Map<String, String> names = parameterNames(c);
        INDArray x = GoldenFile.tensor(c.get("x"), type);
        INDArray g = GoldenFile.tensor(c.get("g"), type);
        InputType input = InputType.convolutional(x.size(2), x.size(3), x.size(1));

        MultiLayerNetwork mln =
                new MultiLayerNetwork(
                        new NeuralNetConfiguration.Builder()
                                .dataType(type)
                                .updater(new NoOp())
                                .list()
                                .layer(layer.clone())
                                .setInputType(input)
                                .build());
        mln.init();
        assertThat(mln.getLayer(0).paramTable().keySet())
                .containsExactlyInAnyOrderElementsOf(names.values());
        names.forEach(
                (theirs, ours) -> set(mln.getLayer(0), ours, c.get("params").get(theirs), type));

        INDArray y = GoldenFile.tensor(c.get("y"), type);
        assertClose("inference", mln.output(x), y, TOLERANCE.get(type));
        mln.setInput(x);
        mln.feedForward(true, false);
        Pair<Gradient, INDArray> p = mln.backpropGradient(g, null);
        verifyGradients(c, names, "0_", p.getFirst(), p.getSecond(), type);

        ComputationGraph graph =
                new ComputationGraph(
                        new NeuralNetConfiguration.Builder()
                                .dataType(type)
                                .updater(new NoOp())
                                .graphBuilder()
                                .addInputs("in")
                                .addLayer("conv", layer.clone(), "in")
                                .setOutputs("conv")
                                .setInputTypes(input)
                                .build());
        graph.init();
        names.forEach(
                (theirs, ours) ->
                        set(graph.getLayer("conv"), ours, c.get("params").get(theirs), type));
        assertClose("inference", graph.outputSingle(x), y, TOLERANCE.get(type));
        graph.feedForward(new INDArray[] {x}, true, false);
        Gradient gradient = graph.backpropGradient(g);
        verifyGradients(c, names, "conv_", gradient, null, type);
    }

    private static void verifyGradients(
            JsonNode c,
            Map<String, String> names,
            String prefix,
            Gradient gradient,
            INDArray dx,
            DataType type) {
        names.forEach(
                (theirs, ours) -> {
                    INDArray expected = GoldenFile.tensor(c.get("dparams").get(theirs), type);
                    INDArray actual = gradient.getGradientFor(prefix + ours);
                    assertClose(
                            theirs,
                            actual.reshape(expected.shape()),
                            expected,
                            TOLERANCE.get(type));
                });
        if (dx != null) {
            assertClose("dx", dx, GoldenFile.tensor(c.get("dx"), type), TOLERANCE.get(type));
        }
    }

    private static void set(
            org.deeplearning4j.nn.api.Layer layer, String name, JsonNode value, DataType type) {
        INDArray param = layer.getParam(name);
        param.assign(GoldenFile.tensor(value, type).reshape(param.shape()));
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

    /** The published parameter names, and ours. */
    private static Map<String, String> parameterNames(JsonNode c) {
        Map<String, String> all =
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
        Map<String, String> present = new LinkedHashMap<>();
        c.get("params").fieldNames().forEachRemaining(name -> present.put(name, all.get(name)));
        return present;
    }
}
