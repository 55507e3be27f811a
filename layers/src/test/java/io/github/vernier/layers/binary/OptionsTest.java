/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary;

import static io.github.vernier.layers.binary.RelativeAssert.assertRelative;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.vernier.layers.binary.estimator.Bounds;
import io.github.vernier.layers.binary.estimator.ClippedIdentity;
import io.github.vernier.layers.binary.estimator.Identity;
import io.github.vernier.layers.binary.estimator.ZeroSign;
import io.github.vernier.layers.testing.GoldenFile;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Every option is a {@link Mistake} made on purpose: the layer with the option is the plain
 * implementation with the mistake.
 */
class OptionsTest {

    private static final Map<Mistake, UnaryOperator<BinaryConvolution2D.Builder>> OPTIONS =
            new EnumMap<>(
                    Map.of(
                            Mistake.BIAS_OUTSIDE_ALPHA,
                            b -> b.biasScaling(BiasScaling.UNSCALED),
                            Mistake.SIGN_OF_ZERO_IS_PLUS_ONE,
                            b -> b.zeroSign(ZeroSign.PLUS_ONE),
                            Mistake.NO_FACTOR,
                            b -> b.laplaceScale(Math.sqrt(0.5)),
                            Mistake.EMPIRICAL_QUANTILES_OF_BOTH_SIDES,
                            b -> b.clamp(Clamp.EMPIRICAL),
                            Mistake.NO_CLAMP,
                            b -> b.clamp(Clamp.NONE),
                            Mistake.INPUT_NOT_SCALED,
                            b -> b.inputScaling(InputScaling.NONE),
                            Mistake.PADDED_WITH_PLUS_ONE,
                            b -> b.padValue(1),
                            Mistake.WEIGHT_GRADIENT_CLIPPED_AT_ONE,
                            b -> b.weightEstimator(clipped()),
                            Mistake.INPUT_GRADIENT_CLIPPED_AT_ONE,
                            b -> b.inputEstimator(clipped()),
                            Mistake.INPUT_GRADIENT_UNCHANGED,
                            b -> b.inputEstimator(new Identity(ZeroSign.ZERO))));

    private static ClippedIdentity clipped() {
        return new ClippedIdentity(1, Bounds.INCLUSIVE, ZeroSign.ZERO);
    }

    @TestFactory
    Stream<DynamicTest> options() {
        return GoldenFile.files("binary", "recu_*.json").stream()
                .map(file -> GoldenFile.read("binary", file))
                .filter(c -> c.has("expected") && c.has("weight"))
                .flatMap(
                        c ->
                                OPTIONS.keySet().stream()
                                        .flatMap(
                                                mistake ->
                                                        Stream.of(DataType.DOUBLE, DataType.FLOAT)
                                                                .map(
                                                                        type ->
                                                                                test(
                                                                                        c, mistake,
                                                                                        type))));
    }

    private static DynamicTest test(JsonNode c, Mistake mistake, DataType type) {
        return DynamicTest.dynamicTest(
                c.get("name").asText() + " " + mistake + " " + type,
                () -> verify(c, mistake, type));
    }

    private static void verify(JsonNode c, Mistake mistake, DataType type) {
        double tolerance = type == DataType.DOUBLE ? 1e-9 : 1e-4;
        GoldenConvolution golden = new GoldenConvolution(c);
        BinaryConvolution2D layer = OPTIONS.get(mistake).apply(golden.builder()).build();
        MultiLayerNetwork net = golden.network(layer, type);
        MultiLayerConfiguration conf = net.getLayerWiseConfigurations();
        assertThat(MultiLayerConfiguration.fromJson(conf.toJson())).isEqualTo(conf);
        net.setParam("0_W", golden.tensor("weight", type));
        net.setParam("0_alpha", golden.tensor("alpha", type));
        if (c.has("bias")) {
            net.setParam("0_b", golden.tensor("bias", type));
        }
        net.setInput(golden.tensor("input", type));
        boolean training = c.get("params").get("training").asBoolean();
        INDArray output = net.feedForward(training, false).get(1);
        Pair<Gradient, INDArray> p = net.backpropGradient(golden.tensor("outGrad", type), null);

        Map<String, double[]> expected = new ReferenceConvolution(c, mistake).run();
        compare("output", output, expected, tolerance);
        compare("gradInput", p.getSecond(), expected, tolerance);
        compare("gradWeight", p.getFirst().getGradientFor("0_W"), expected, tolerance);
        if (c.has("bias")) {
            compare("gradBias", p.getFirst().getGradientFor("0_b"), expected, tolerance);
        }
        compare("gradAlpha", p.getFirst().getGradientFor("0_alpha"), expected, tolerance);
    }

    private static void compare(
            String name, INDArray actual, Map<String, double[]> expected, double tolerance) {
        INDArray e = Nd4j.createFromArray(expected.get(name)).reshape('c', actual.shape());
        assertRelative(name, actual, e, tolerance);
    }
}
