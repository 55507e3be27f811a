/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary;

import static io.github.vernier.layers.binary.RelativeAssert.assertRelative;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.vernier.layers.testing.GoldenFile;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The published binary convolution, forward and backward, through a stock network. */
class RectifiedClampGoldenTest {

    private static final Map<DataType, Double> TOLERANCE =
            Map.of(DataType.DOUBLE, 1e-9, DataType.FLOAT, 1e-4);

    static Stream<DynamicTest> files(
            Predicate<JsonNode> which, BiConsumer<JsonNode, DataType> verify) {
        return GoldenFile.files("binary", "recu_*.json").stream()
                .filter(file -> which.test(GoldenFile.read("binary", file)))
                .flatMap(
                        file ->
                                Stream.of(DataType.DOUBLE, DataType.FLOAT)
                                        .map(
                                                type ->
                                                        DynamicTest.dynamicTest(
                                                                file + " " + type,
                                                                () ->
                                                                        verify.accept(
                                                                                GoldenFile.read(
                                                                                        "binary",
                                                                                        file),
                                                                                type))));
    }

    @TestFactory
    Stream<DynamicTest> convolution() {
        return files(
                c -> c.has("expected") && c.has("weight"),
                RectifiedClampGoldenTest::verifyConvolution);
    }

    private static void verifyConvolution(JsonNode c, DataType type) {
        GoldenConvolution golden = new GoldenConvolution(c);
        boolean training = c.get("params").get("training").asBoolean();
        double tolerance = TOLERANCE.get(type);
        MultiLayerNetwork net = golden.network(golden.builder().build(), type);
        net.setParam("0_W", golden.tensor("weight", type));
        net.setParam("0_alpha", golden.tensor("alpha", type));
        if (c.has("bias")) {
            net.setParam("0_b", golden.tensor("bias", type));
        }

        JsonNode expected = c.get("expected");
        INDArray x = golden.tensor("input", type);
        INDArray g = golden.tensor("outGrad", type);
        INDArray y = GoldenFile.tensor(expected.get("output"), type);
        assertRelative("inference", net.output(x), y, tolerance);
        net.setInput(x);
        INDArray out = net.feedForward(training, false).get(1);
        assertRelative("output", out, y, tolerance);
        assertThat(out.mul(g).sumNumber().doubleValue())
                .as("loss")
                .isCloseTo(expected.get("loss").asDouble(), within(tolerance * 1000));
        Pair<Gradient, INDArray> p = net.backpropGradient(g, null);
        verify("gradInput", p.getSecond(), expected, type);
        verify("gradWeight", p.getFirst().getGradientFor("0_W"), expected, type);
        verify("gradAlpha", p.getFirst().getGradientFor("0_alpha"), expected, type);
        if (expected.has("gradBias")) {
            verify("gradBias", p.getFirst().getGradientFor("0_b"), expected, type);
        }
        verifyIntermediates(c.get("intermediates"), net, type);
    }

    private static void verify(String name, INDArray actual, JsonNode expected, DataType type) {
        INDArray e = GoldenFile.tensor(expected.get(name), type);
        assertRelative(name, actual.reshape(e.shape()), e, TOLERANCE.get(type));
    }

    private static void verifyIntermediates(JsonNode i, MultiLayerNetwork net, DataType type) {
        BinarizedWeight weight = BinarizedWeight.of(net.getLayer(0)).get("W");
        double tolerance = TOLERANCE.get(type);
        assertThat(weight.laplaceScale()).isCloseTo(i.get("b").asDouble(), within(tolerance * 10));
        if (i.get("qTauIsInfinite").asBoolean()) {
            assertThat(weight.upper()).isInfinite();
        } else {
            assertThat(weight.upper()).isCloseTo(i.get("qTau").asDouble(), within(tolerance * 10));
            assertThat(weight.lower()).isEqualTo(-weight.upper());
            INDArray w1 = weight.standardized();
            assertThat(
                            w1.gt(weight.upper()).castTo(DataType.INT32).sumNumber().intValue()
                                    + w1.lt(weight.lower())
                                            .castTo(DataType.INT32)
                                            .sumNumber()
                                            .intValue())
                    .as("clamped weights")
                    .isEqualTo(i.get("clampedWeights").asInt());
        }
        assertRelative(
                "binary weight",
                weight.binary(),
                GoldenFile.tensor(i.get("binaryWeight"), type),
                0);
    }

    @TestFactory
    Stream<DynamicTest> scalingFactorFromTheWeights() {
        return files(
                c -> c.has("cases") && c.get("cases").get(0).has("gradientThroughAlpha"),
                (c, type) -> c.get("cases").forEach(v -> verifyMeanAbsolute(c, v, type)));
    }

    private static void verifyMeanAbsolute(JsonNode c, JsonNode variant, DataType type) {
        GoldenConvolution golden = new GoldenConvolution(c);
        ScalingFactor factor =
                variant.get("gradientThroughAlpha").asBoolean()
                        ? ScalingFactor.MEAN_ABSOLUTE_WITH_GRADIENT
                        : ScalingFactor.MEAN_ABSOLUTE;
        MultiLayerNetwork net =
                golden.network(golden.builder().scalingFactor(factor).build(), type);
        assertThat(net.paramTable().keySet()).containsExactly("0_W");
        net.setParam("0_W", golden.tensor("weight", type));
        INDArray x = golden.tensor("input", type);
        INDArray y = GoldenFile.tensor(variant.get("output"), type);
        assertRelative("inference", net.output(x), y, TOLERANCE.get(type));
        net.setInput(x);
        assertRelative("output", net.feedForward(true, false).get(1), y, TOLERANCE.get(type));
        Pair<Gradient, INDArray> p = net.backpropGradient(golden.tensor("outGrad", type), null);
        verify("gradInput", p.getSecond(), variant, type);
        verify("gradWeight", p.getFirst().getGradientFor("0_W"), variant, type);
        verify("alpha", BinarizedWeight.of(net.getLayer(0)).get("W").alpha(), variant, type);
    }

    @TestFactory
    Stream<DynamicTest> tauSchedule() {
        return files(
                        c -> c.has("tau") && c.has("tauFloat32Reference"),
                        (c, type) -> verifySchedule(c))
                .filter(test -> test.getDisplayName().endsWith("DOUBLE"));
    }

    private static void verifySchedule(JsonNode c) {
        int epochs = c.get("epochs").asInt();
        ExponentialTau tau =
                new ExponentialTau(
                        c.get("tauStart").asDouble(), c.get("tauEnd").asDouble(), epochs);
        for (int epoch = 0; epoch < epochs; epoch++) {
            assertThat(tau.valueAt(1000 + epoch, epoch))
                    .as("epoch " + epoch)
                    .isCloseTo(c.get("tau").get(epoch).asDouble(), within(1e-12))
                    .isCloseTo(c.get("tauFloat32Reference").get(epoch).asDouble(), within(1e-7));
        }
        assertThat(tau.valueAt(0, epochs))
                .isCloseTo(c.get("tauAtE_notReached").asDouble(), within(1e-12));
        assertThat(tau.valueAt(0, 10 * epochs)).isEqualTo(tau.valueAt(0, epochs));
    }
}
