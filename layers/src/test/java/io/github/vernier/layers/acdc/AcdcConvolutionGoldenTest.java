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
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.gradient.Gradient;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Forward, input gradient and parameter gradients as published, by each path. */
class AcdcConvolutionGoldenTest {

    @TestFactory
    Stream<DynamicTest> published() {
        return Stream.of(
                        "acdc_conv_k1.json",
                        "acdc_conv_k3.json",
                        "acdc_conv_original_and_fullperm.json")
                .flatMap(file -> GoldenFile.cases("compact", file).stream())
                .flatMap(
                        c ->
                                GoldenPass.tests(
                                        c, AcdcPath.values(), AcdcConvolutionGoldenTest::verify));
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
        GoldenPass pass = GoldenPass.of(c, type);
        Published parameters = new Published(c, type);
        INDArray x = pass.x();
        pass.verify(layer, InputType.convolutional(x.size(2), x.size(3), x.size(1)), parameters);
        new GoldenPass(last(x), last(pass.g()), last(pass.y()), last(pass.dx()))
                .verifyInChain(
                        layer,
                        InputType.convolutional(x.size(2), x.size(3), x.size(1), CNN2DFormat.NHWC),
                        parameters);
    }

    /** A view with the channels last. */
    private static INDArray last(INDArray nchw) {
        return nchw.permute(0, 2, 3, 1);
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
                GoldenPass.tolerance(type));
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

    /** The published parameters. */
    private record Published(JsonNode c, DataType type) implements GoldenPass.Parameters {

        @Override
        public void set(org.deeplearning4j.nn.api.Layer layer) {
            JsonNode params = c.get("params");
            layer.getParam("pA").assign(factors(params, "A", type));
            layer.getParam("pD").assign(factors(params, "D", type));
            assertThat(layer.paramTable().containsKey("dW"))
                    .isEqualTo(params.has("grouped.weight"));
            if (params.has("grouped.weight")) {
                layer.getParam("dW").assign(GoldenFile.tensor(params.get("grouped.weight"), type));
            }
        }

        @Override
        public void verify(String prefix, Gradient gradient) {
            JsonNode expected = c.get("dparams");
            for (String which : new String[] {"A", "D"}) {
                assertClose(
                        "d" + which,
                        gradient.getGradientFor(prefix + "p" + which),
                        factors(expected, which, type),
                        GoldenPass.tolerance(type));
            }
            if (expected.has("grouped.weight")) {
                assertClose(
                        "depthwise",
                        gradient.getGradientFor(prefix + "dW"),
                        GoldenFile.tensor(expected.get("grouped.weight"), type),
                        GoldenPass.tolerance(type));
            }
        }
    }
}
