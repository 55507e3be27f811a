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
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;

/** Forward, input gradient and parameter gradients as published, by each path. */
class AcdcConvolutionGoldenTest {

    private static final Map<DataType, Double> TOLERANCE =
            Map.of(DataType.DOUBLE, 1e-9, DataType.FLOAT, 1e-4);

    @TestFactory
    Stream<DynamicTest> published() {
        return Stream.of(
                        "acdc_conv_k1.json",
                        "acdc_conv_k3.json",
                        "acdc_conv_original_and_fullperm.json")
                .flatMap(file -> GoldenFile.cases("compact", file).stream())
                .flatMap(AcdcConvolutionGoldenTest::tests);
    }

    private static Stream<DynamicTest> tests(JsonNode c) {
        return Stream.of(DataType.DOUBLE, DataType.FLOAT)
                .flatMap(
                        type ->
                                Stream.of(AcdcPath.values())
                                        .map(
                                                path ->
                                                        DynamicTest.dynamicTest(
                                                                c.get("name").asText()
                                                                        + " "
                                                                        + type
                                                                        + " "
                                                                        + path,
                                                                () -> verify(c, type, path))));
    }

    private static AcdcConvolution2D layer(JsonNode c, AcdcPath path) {
        int k = c.get("kernel").asInt();
        int s = c.get("stride").asInt();
        int p = c.get("padding").asInt();
        int d = c.get("dilation").asInt();
        return new AcdcConvolution2D.Builder(k, k)
                .layers(c.get("n_layers_arg").asInt())
                .original(!c.get("inner_riffle").asBoolean())
                .permutation(
                        new TablePermutation(
                                ChannelPermutationTest.integers(
                                        c.get("layer_permutation_out_j_takes_in"))))
                .path(path)
                .stride(s, s)
                .padding(p, p)
                .dilation(d, d)
                .convolutionMode(ConvolutionMode.Truncate)
                .nOut(c.get("out").asInt())
                .activation(Activation.IDENTITY)
                .build();
    }

    private static void verify(JsonNode c, DataType type, AcdcPath path) {
        AcdcConvolution2D layer = layer(c, path);
        assertThat(layer.getPointwise().factors()).isEqualTo(c.get("n_effective").asInt());
        verifyKernel(c, type, layer.getPointwise());
        INDArray x = GoldenFile.tensor(c.get("x"), type);
        INDArray g = GoldenFile.tensor(c.get("g"), type);
        INDArray y = GoldenFile.tensor(c.get("y"), type);
        double tolerance = TOLERANCE.get(type);

        for (CNN2DFormat format : CNN2DFormat.values()) {
            boolean last = format == CNN2DFormat.NHWC;
            MultiLayerNetwork mln =
                    new MultiLayerNetwork(
                            new NeuralNetConfiguration.Builder()
                                    .dataType(type)
                                    .updater(new NoOp())
                                    .list()
                                    .layer(layer.clone())
                                    .setInputType(
                                            InputType.convolutional(
                                                    x.size(2), x.size(3), x.size(1), format))
                                    .build());
            mln.init();
            setParameters(mln.getLayer(0), c, type);
            INDArray in = last ? x.permute(0, 2, 3, 1) : x;
            assertClose("inference", first(mln.output(in), last), y, tolerance);
            mln.setInput(in);
            mln.feedForward(true, false);
            Pair<Gradient, INDArray> p =
                    mln.backpropGradient(last ? g.permute(0, 2, 3, 1) : g, null);
            verifyGradients(c, "0_", p.getFirst(), type);
            assertClose(
                    "dx",
                    first(p.getSecond(), last),
                    GoldenFile.tensor(c.get("dx"), type),
                    tolerance);
        }

        ComputationGraph graph =
                new ComputationGraph(
                        new NeuralNetConfiguration.Builder()
                                .dataType(type)
                                .updater(new NoOp())
                                .graphBuilder()
                                .addInputs("in")
                                .addLayer("conv", layer.clone(), "in")
                                .setOutputs("conv")
                                .setInputTypes(
                                        InputType.convolutional(x.size(2), x.size(3), x.size(1)))
                                .build());
        graph.init();
        setParameters(graph.getLayer("conv"), c, type);
        assertClose("inference", graph.outputSingle(x), y, tolerance);
        graph.feedForward(new INDArray[] {x}, true, false);
        verifyGradients(c, "conv_", graph.backpropGradient(g), type);
    }

    private static INDArray first(INDArray array, boolean last) {
        return last ? array.permute(0, 3, 1, 2) : array;
    }

    private static void verifyKernel(JsonNode c, DataType type, AcdcWeight weight) {
        int square = c.get("square_dim").asInt();
        WeightShape shape = new WeightShape(square, square, 1, 1);
        INDArray kernel =
                weight.bind(shape, type)
                        .weight(
                                Map.of(
                                        "A", factors(c.get("params"), "A", type),
                                        "D", factors(c.get("params"), "D", type)),
                                Nd4j.create(type, square, square, 1, 1),
                                false);
        assertClose(
                "kernel",
                kernel.reshape(square, square),
                GoldenFile.tensor(c.get("effective_weight_OI"), type),
                TOLERANCE.get(type));
    }

    /** The published {@code layers.l.A} (or D) one below the other. */
    static INDArray factors(JsonNode params, String which, DataType type) {
        return Nd4j.vstack(
                params.properties().stream()
                        .filter(p -> p.getKey().endsWith("." + which))
                        .map(
                                p -> {
                                    INDArray t = GoldenFile.tensor(p.getValue(), type);
                                    return t.reshape(1, t.length());
                                })
                        .toList());
    }

    private static void setParameters(
            org.deeplearning4j.nn.api.Layer layer, JsonNode c, DataType type) {
        JsonNode params = c.get("params");
        layer.getParam("pA").assign(factors(params, "A", type));
        layer.getParam("pD").assign(factors(params, "D", type));
        assertThat(layer.paramTable().containsKey("dW")).isEqualTo(params.has("grouped.weight"));
        if (params.has("grouped.weight")) {
            layer.getParam("dW").assign(GoldenFile.tensor(params.get("grouped.weight"), type));
        }
    }

    private static void verifyGradients(
            JsonNode c, String prefix, Gradient gradient, DataType type) {
        JsonNode expected = c.get("dparams");
        for (String which : new String[] {"A", "D"}) {
            assertClose(
                    "d" + which,
                    gradient.getGradientFor(prefix + "p" + which),
                    factors(expected, which, type),
                    TOLERANCE.get(type));
        }
        if (expected.has("grouped.weight")) {
            assertClose(
                    "depthwise",
                    gradient.getGradientFor(prefix + "dW"),
                    GoldenFile.tensor(expected.get("grouped.weight"), type),
                    TOLERANCE.get(type));
        }
    }
}
