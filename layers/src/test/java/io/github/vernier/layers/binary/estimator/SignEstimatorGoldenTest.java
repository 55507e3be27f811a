/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary.estimator;

import static io.github.vernier.layers.testing.ArrayAssert.assertClose;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.vernier.layers.testing.GoldenFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Every published estimator, and that every estimator of ours is one of them. */
class SignEstimatorGoldenTest {

    private static final String FAMILY = "binary";
    private static final Map<DataType, Double> TOLERANCE =
            Map.of(DataType.DOUBLE, 1e-9, DataType.FLOAT, 1e-4);

    private static INDArray vector(JsonNode numbers, DataType type) {
        double[] values = new double[numbers.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = numbers.get(i).asDouble();
        }
        return Nd4j.createFromArray(values).castTo(type);
    }

    private static double param(JsonNode row, String name) {
        JsonNode value = row.get("params").get(name);
        assertThat(value).as(row.get("name").asText() + ": parameter " + name).isNotNull();
        return value.asDouble();
    }

    private static double clip(JsonNode row) {
        return param(row, "clip");
    }

    /** A row's estimator; names may carry their parameter at the end. */
    private static SignEstimator estimator(JsonNode row) {
        String name = row.get("name").asText();
        ZeroSign zero = ZeroSign.ZERO;
        ZeroSign plus = ZeroSign.PLUS_ONE;
        if (name.startsWith("ede")) {
            ErrorDecay ede = new ErrorDecay(param(row, "t"), zero);
            assertThat(ede.k()).isEqualTo(param(row, "k"));
            return ede;
        }
        if (name.startsWith("swish_sign")) {
            return new SwishSign(param(row, "beta"), plus);
        }
        if (name.startsWith("dorefa_activations")) {
            return new DorefaActivations((int) param(row, "kBit"));
        }
        if (name.startsWith("ste_tern")) {
            return new Ternary(param(row, "threshold"), clip(row));
        }
        if (name.startsWith("ste_sign_strict")) {
            return new ClippedIdentity(clip(row), Bounds.EXCLUSIVE, zero);
        }
        if (name.startsWith("ste_sign")) {
            return new ClippedIdentity(clip(row), Bounds.INCLUSIVE, plus);
        }
        if (name.startsWith("ste_heaviside")) {
            return Heaviside.clipped(clip(row));
        }
        return switch (name) {
            case "identity_sign_zero" -> new Identity(zero);
            case "identity_sign_plus" -> new Identity(plus);
            case "approx_sign" -> new ApproxSign(plus);
            case "approx_sign_zero" -> new ApproxSign(zero);
            case "yin_identity" -> Heaviside.identity();
            case "yin_relu" -> Heaviside.relu();
            case "yin_clipped_relu" -> Heaviside.clippedRelu();
            case "hard_tanh", "clamp_inclusive" -> new HardTanh(Bounds.INCLUSIVE);
            case "hard_tanh_strict" -> new HardTanh(Bounds.EXCLUSIVE);
            default -> throw new IllegalArgumentException("Unknown estimator " + name);
        };
    }

    @TestFactory
    Stream<DynamicTest> scalar() {
        JsonNode golden = GoldenFile.read(FAMILY, "ste_scalar.json");
        List<DynamicTest> tests = new ArrayList<>();
        for (DataType type : TOLERANCE.keySet()) {
            for (Memory memory : Memory.values()) {
                golden.get("variants")
                        .forEach(
                                row ->
                                        tests.add(
                                                DynamicTest.dynamicTest(
                                                        row.get("name").asText()
                                                                + " "
                                                                + type
                                                                + " "
                                                                + memory,
                                                        () -> verify(golden, row, type, memory))));
            }
        }
        return tests.stream();
    }

    /** How the arrays lie in memory: each has its own way through an estimator. */
    private enum Memory {
        C_ORDER {
            @Override
            INDArray of(INDArray vector) {
                return vector.dup('c');
            }
        },
        STRIDED {
            @Override
            INDArray of(INDArray vector) {
                INDArray wide = Nd4j.zeros(vector.dataType(), vector.length(), 2);
                INDArray column = wide.getColumn(1);
                column.assign(vector);
                return column;
            }
        };

        abstract INDArray of(INDArray vector);
    }

    private static void verify(JsonNode golden, JsonNode row, DataType type, Memory memory) {
        double tolerance = TOLERANCE.get(type);
        SignEstimator estimator = estimator(row);
        INDArray x = memory.of(vector(golden.get("x"), type));
        INDArray untouched = x.dup();
        INDArray forward = vector(row.get("forward"), type);

        INDArray out = memory.of(x.like());
        assertThat(estimator.sign(x, out, true)).isSameAs(out);
        assertClose("forward", out, forward, tolerance);
        assertThat(x).isEqualTo(untouched);

        INDArray gradient = memory.of(vector(golden.get("outGrad"), type));
        assertThat(estimator.backprop(x, gradient)).isSameAs(gradient);
        assertClose("gradient", gradient, vector(row.get("gradInput"), type), tolerance);
        INDArray derivative = memory.of(x.like().assign(1));
        assertClose(
                "derivative",
                estimator.backprop(x, derivative),
                vector(row.get("derivative"), type),
                tolerance);
        assertThat(x).isEqualTo(untouched);

        assertClose("in place", estimator.sign(x, x, false), forward, tolerance);
    }

    @Test
    void leakyTanhHasTheSlopeOfItsName() {
        JsonNode golden = GoldenFile.read(FAMILY, "ste_scalar.json");
        INDArray x = vector(golden.get("x"), DataType.DOUBLE);
        golden.fieldNames()
                .forEachRemaining(
                        name -> {
                            if (name.matches("leakyTanh\\d+Forward")) {
                                String digits = name.replaceAll("\\D", "");
                                double slope =
                                        Double.parseDouble(
                                                digits.charAt(0) + "." + digits.substring(1));
                                assertClose(
                                        name,
                                        new LeakyTanh(slope).sign(x, x.ulike(), true),
                                        vector(golden.get(name), DataType.DOUBLE),
                                        1e-9);
                            }
                        });
        assertThat(golden.has("leakyTanh02Forward")).isTrue();
    }

    @TestFactory
    Stream<DynamicTest> tensor() {
        JsonNode golden = GoldenFile.read(FAMILY, "ste_tensor_quantizers.json");
        List<DynamicTest> tests = new ArrayList<>();
        for (DataType type : TOLERANCE.keySet()) {
            golden.fieldNames()
                    .forEachRemaining(
                            name -> {
                                if (golden.get(name).has("forward")) {
                                    tests.add(
                                            DynamicTest.dynamicTest(
                                                    name + " " + type,
                                                    () -> verifyTensor(golden, name, type)));
                                }
                            });
        }
        assertThat(tests).isNotEmpty();
        return tests.stream();
    }

    private static SignEstimator tensorEstimator(String name) {
        if (name.startsWith("dorefaWeights")) {
            return new DorefaWeights(Integer.parseInt(name.replaceAll("\\D", "")));
        }
        return switch (name) {
            case "magnitudeAwareSign" ->
                    new MagnitudeAwareSign(1, ScaleGradient.STOPPED, ZeroSign.PLUS_ONE);
            case "biRealTorchScaledSign" ->
                    new MagnitudeAwareSign(1, ScaleGradient.IGNORED, ZeroSign.ZERO);
            case "bmxnetScaledSignThroughScale" ->
                    new MagnitudeAwareSign(1, ScaleGradient.FLOWING, ZeroSign.ZERO);
            case "twnTernary" -> new TernaryWeights(0.7, 1);
            default -> throw new IllegalArgumentException("Unknown quantizer " + name);
        };
    }

    private static void verifyTensor(JsonNode golden, String name, DataType type) {
        JsonNode row = golden.get(name);
        SignEstimator estimator = tensorEstimator(name);
        INDArray w = GoldenFile.tensor(golden.get("weight"), type);
        INDArray untouched = w.dup();
        assertClose(
                "forward",
                estimator.sign(w, w.ulike(), true),
                GoldenFile.tensor(row.get("forward"), type),
                TOLERANCE.get(type));
        assertClose(
                "gradient",
                estimator.backprop(w, GoldenFile.tensor(golden.get("outGrad"), type)),
                GoldenFile.tensor(row.get("gradInput"), type),
                TOLERANCE.get(type));
        assertThat(w).isEqualTo(untouched);
        if (row.has("scale")) {
            INDArray scale = GoldenFile.tensor(row.get("scale"), type);
            assertClose(
                    "scale",
                    MagnitudeAwareSign.scale(w).reshape(scale.shape()),
                    scale,
                    TOLERANCE.get(type));
        }
        if (row.has("threshold")) {
            assertThat(((TernaryWeights) estimator).threshold(w))
                    .isCloseTo(
                            row.get("threshold").asDouble(),
                            org.assertj.core.api.Assertions.within(TOLERANCE.get(type)));
        }
    }

    @TestFactory
    Stream<DynamicTest> stochastic() {
        return TOLERANCE.keySet().stream()
                .map(type -> DynamicTest.dynamicTest(type.toString(), () -> verifyDraws(type)));
    }

    private static void verifyDraws(DataType type) {
        JsonNode golden = GoldenFile.read(FAMILY, "ste_stochastic.json");
        double tolerance = TOLERANCE.get(type);
        INDArray x = GoldenFile.tensor(golden.get("x"), type);
        assertClose(
                "draws",
                Stochastic.clipped().draw(x, GoldenFile.tensor(golden.get("u"), type), x.ulike()),
                GoldenFile.tensor(golden.get("output"), type),
                tolerance);
        assertClose(
                "probability",
                Loops.map(x, x.ulike(), Stochastic::probability),
                GoldenFile.tensor(golden.get("p"), type),
                tolerance);
        INDArray expectation = GoldenFile.tensor(golden.get("expectation"), type);
        assertClose(
                "expectation",
                Loops.map(x, x.ulike(), Stochastic::expectation),
                expectation,
                tolerance);
        assertClose(
                "gradient, identity",
                Stochastic.identity().backprop(x, GoldenFile.tensor(golden.get("outGrad"), type)),
                GoldenFile.tensor(golden.get("gradIdentity"), type),
                tolerance);
        assertClose(
                "gradient, clipped",
                Stochastic.clipped().backprop(x, GoldenFile.tensor(golden.get("outGrad"), type)),
                GoldenFile.tensor(golden.get("gradHardTanh"), type),
                tolerance);

        // Mean of n draws of variance 1 - expectation^2 <= 1: six standard errors.
        int n = 20_000;
        Nd4j.getRandom().setSeed(11);
        INDArray many = Nd4j.create(type, n, x.length());
        many.addiRowVector(x.reshape(x.length()));
        INDArray mean = Stochastic.clipped().sign(many, many.ulike(), true).mean(0);
        assertClose("mean of draws", mean.reshape(x.shape()), expectation, 6 / Math.sqrt(n));
    }

    @Test
    void drawsAreThoseOfTheSeed() {
        INDArray x = Nd4j.linspace(DataType.DOUBLE, -1, 0.01, 200);
        Nd4j.getRandom().setSeed(3);
        INDArray first = Stochastic.clipped().sign(x, x.ulike(), true);
        INDArray second = Stochastic.clipped().sign(x, x.ulike(), true);
        Nd4j.getRandom().setSeed(3);
        assertThat(Stochastic.clipped().sign(x, x.ulike(), true)).isEqualTo(first);
        assertThat(second).isNotEqualTo(first);
        assertThat(
                        first.eq(1).castTo(DataType.INT32).sumNumber().intValue()
                                + first.eq(-1).castTo(DataType.INT32).sumNumber().intValue())
                .isEqualTo(200);
        INDArray inference = Stochastic.clipped().sign(x, x.ulike(), false);
        assertThat(inference.getDouble(99)).isEqualTo(-1);
        assertThat(inference.getDouble(101)).isEqualTo(1);
    }

    /** By class for those with numeric settings, which another file may have other values of. */
    @Test
    void everyEstimatorIsPinned() {
        Map<Class<?>, Set<Object>> pinned = new LinkedHashMap<>();
        List<SignEstimator> golden = new ArrayList<>();
        GoldenFile.read(FAMILY, "ste_scalar.json")
                .get("variants")
                .forEach(row -> golden.add(estimator(row)));
        JsonNode tensor = GoldenFile.read(FAMILY, "ste_tensor_quantizers.json");
        tensor.fieldNames()
                .forEachRemaining(
                        name -> {
                            if (tensor.get(name).has("forward")) {
                                golden.add(tensorEstimator(name));
                            }
                        });
        // ste_stochastic.json, the row beside the variants, and the schedule of irnet_conv.json.
        golden.addAll(
                List.of(
                        Stochastic.identity(),
                        Stochastic.clipped(),
                        new LeakyTanh(0.2),
                        SignEstimators.named("error-decay-scheduled")));
        golden.forEach(
                e -> pinned.computeIfAbsent(e.getClass(), c -> new HashSet<>()).add(options(e)));
        SignEstimators.all()
                .forEach(
                        (name, e) ->
                                assertThat(pinned.getOrDefault(e.getClass(), Set.of()))
                                        .as(name)
                                        .contains(options(e)));
    }

    /** The settings that are not numbers. */
    private static Object options(SignEstimator estimator) {
        List<Object> options = new ArrayList<>();
        for (var component : estimator.getClass().getRecordComponents()) {
            if (component.getType().isEnum() || component.getType() == Interval.class) {
                try {
                    Object value = component.getAccessor().invoke(estimator);
                    options.add(
                            value instanceof Interval i
                                            && Heaviside.clipped(i.to()).passing().equals(i)
                                    ? "clipped"
                                    : value);
                } catch (ReflectiveOperationException e) {
                    throw new AssertionError(e);
                }
            }
        }
        return options;
    }
}
