/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.variance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.vernier.layers.testing.GoldenFile;
import io.github.vernier.listeners.GoldenNetwork;
import io.github.vernier.listeners.probe.ParameterBlock;
import io.github.vernier.listeners.probe.Twin;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

class GoldenVarianceTest {

    private static final String CABS = "CABS_lr";

    static Stream<Arguments> exampleFiles() {
        return Stream.of("01_persample_mlp.json", "02_persample_cnn.json").flatMap(types());
    }

    static Stream<Arguments> drawFiles() {
        return Stream.of("03_gvar_stats_mlp.json", "04_gvar_stats_cnn.json").flatMap(types());
    }

    private static java.util.function.Function<String, Stream<Arguments>> types() {
        return file ->
                Stream.of(
                        Arguments.of(file, DataType.DOUBLE, 1e-9),
                        Arguments.of(file, DataType.FLOAT, 2e-4));
    }

    private static void close(double actual, double expected, double relative, String what) {
        assertThat(actual)
                .as(what)
                .isCloseTo(expected, within(relative * Math.abs(expected) + 1e-12));
    }

    /** Relative to the largest element: in float small ones are differences of larger ones. */
    private static void close(INDArray actual, INDArray expected, double relative, String what) {
        INDArray difference = actual.castTo(DataType.DOUBLE).sub(expected);
        assertThat(difference.amaxNumber().doubleValue())
                .as(what)
                .isLessThanOrEqualTo(relative * expected.amaxNumber().doubleValue() + 1e-12);
    }

    private static List<ExampleMethod> methods() {
        return List.of(ExampleMethod.VECTORIZED, ExampleMethod.LOOP);
    }

    @ParameterizedTest
    @MethodSource("exampleFiles")
    void gradientsOfExamples(String file, DataType type, double relative) {
        JsonNode golden = GoldenFile.read("gradients", file);
        GoldenNetwork net = GoldenNetwork.of(golden.get("net"), golden.get("X"), type);
        MultiDataSet batch = GoldenNetwork.batch(net.data(golden.get("X"), golden.get("Y")));
        JsonNode out = golden.get("out");
        for (ExampleMethod method : methods()) {
            ExampleStatistics population =
                    new ExampleGradients(Twin.of(net.network()), Convention.REFERENCE, method)
                            .withPairs()
                            .measure(batch);
            checkMoments(population, net, out, relative);
            checkBackpack(population, net, golden, relative);
            checkTests(population, golden.get("cockpit"), relative);
            GradientStatistics total = population.report().total();
            close(
                    total.variance() * total.parameters(),
                    out.get("total_var_population").asDouble(),
                    relative,
                    "total_var_population");
            close(
                    total.variance(),
                    out.get("avg_var_population").asDouble(),
                    relative,
                    "avg_var_population");
            close(
                    total.normalizedVariance(),
                    out.get("avg_normalized_var_population").asDouble(),
                    relative,
                    "avg_normalized_var_population");
            close(population.loss(), out.get("loss_mean").asDouble(), relative, "loss");
            for (GradientStatistics parameter : population.report().parameters()) {
                close(
                        parameter.variance(),
                        out.get("per_param_avg_var_population")
                                .get(parameter.name().replace('/', '.'))
                                .asDouble(),
                        relative,
                        parameter.name());
            }
            ExampleStatistics unbiased =
                    new ExampleGradients(Twin.of(net.network()), Convention.UNBIASED, method)
                            .measure(batch);
            close(
                    unbiased.report().total().variance(),
                    out.get("avg_var_unbiased").asDouble(),
                    relative,
                    "avg_var_unbiased");
        }
    }

    private static void checkMoments(
            ExampleStatistics actual, GoldenNetwork net, JsonNode out, double relative) {
        INDArray secondMoment = net.flat(out.get("second_moment"));
        close(actual.secondMoment(), secondMoment, relative, "second_moment");
        close(actual.mean(), net.flat(out.get("mean")), relative, "mean");
        INDArray mean = actual.mean().castTo(DataType.DOUBLE);
        close(
                actual.secondMoment().castTo(DataType.DOUBLE).sub(mean.mul(mean)),
                net.flat(out.get("var_population")),
                relative,
                "var_population");
    }

    private static void checkBackpack(
            ExampleStatistics actual, GoldenNetwork net, JsonNode golden, double relative) {
        JsonNode backpack = golden.get("backpack");
        int n = golden.get("N").asInt();
        assertThat(actual.examples()).isEqualTo(n);
        double[][] gram = actual.gram().orElseThrow();
        for (int i = 0; i < n; i++) {
            close(
                    actual.squaredNorms()[i] / n / n,
                    backpack.get("batch_l2_total").get(i).asDouble(),
                    relative,
                    "batch_l2 of " + i);
            double dot = 0;
            for (int j = 0; j < n; j++) {
                double expected = backpack.get("batch_dot_total").get(i).get(j).asDouble();
                double scale =
                        Math.sqrt(actual.squaredNorms()[i] * actual.squaredNorms()[j]) / n / n;
                assertThat(gram[i][j] / n / n)
                        .as("batch_dot of %d and %d", i, j)
                        .isCloseTo(expected, within(relative * scale));
                dot += expected * n;
            }
            assertThat(actual.dots()[i])
                    .isCloseTo(dot, within(relative * Math.sqrt(actual.squaredNorms()[i])));
        }
        close(
                actual.secondMoment().div(n),
                net.flat(backpack.get("sum_grad_squared")),
                relative,
                "sum_grad_squared");
    }

    private static void checkTests(ExampleStatistics actual, JsonNode cockpit, double relative) {
        GradientTests tests = actual.tests();
        cockpit.properties()
                .forEach(
                        entry -> {
                            String name = entry.getKey();
                            double value =
                                    switch (name) {
                                        case "GradNorm" -> tests.gradientNorm();
                                        case "NormTest" -> tests.normTest();
                                        case "InnerTest" -> tests.innerTest();
                                        case "OrthoTest" -> tests.orthoTest();
                                        case "MeanGSNR_eps1e-5" -> tests.meanGsnr();
                                        case "EarlyStopping_eps1e-5" -> tests.earlyStopping();
                                        default ->
                                                tests.suggestedBatchSize(
                                                        Double.parseDouble(
                                                                name.substring(CABS.length())));
                                    };
                            close(value, entry.getValue().asDouble(), relative, name);
                        });
    }

    @ParameterizedTest
    @MethodSource("drawFiles")
    void publishedEstimator(String file, DataType type, double relative) {
        JsonNode golden = GoldenFile.read("gradients", file);
        GoldenNetwork net = GoldenNetwork.of(golden.get("net"), golden.get("X"), type);
        Twin twin = Twin.of(net.network());
        int draws = golden.get("gvar_estim_iter").asInt();
        JsonNode out = golden.get("out");
        DirectionVariance estimator =
                new DirectionVariance(twin.blocks(), draws, Convention.REFERENCE);
        GradientReport report = estimator.measure(direction(golden, net, twin));
        GradientStatistics total = report.total();
        close(total.variance(), out.get("var").asDouble(), relative, "var");
        close(total.snr(), out.get("snr").asDouble(), relative, "snr");
        close(total.normalizedVariance(), out.get("nvar").asDouble(), relative, "nvar");
        close(total.meanSquareGradient(), out.get("gnorm").asDouble(), relative, "gnorm");
        INDArray mean = Nd4j.create(DataType.DOUBLE, 1, net.network().numParams());
        for (ParameterBlock block : twin.blocks()) {
            block.of(mean).assign(Nd4j.createFromArray(estimator.mean(block)));
        }
        INDArray expected = net.flat(out.get("Ege"));
        close(mean, expected, relative, "Ege");
        close(
                total.meanGradientNorm(),
                expected.norm2Number().doubleValue(),
                relative,
                "norm of Ege");

        GradientStatistics unbiased =
                new DirectionVariance(twin.blocks(), draws, Convention.UNBIASED)
                        .measure(direction(golden, net, twin))
                        .total();
        close(
                unbiased.variance() * (1 + 1.0 / draws),
                out.get("var").asDouble(),
                relative,
                "var with its bias");
    }

    private static Direction direction(JsonNode golden, GoldenNetwork net, Twin twin) {
        Deque<MultiDataSet> batches = new ArrayDeque<>();
        for (String pass : new String[] {"batches_pass1_mean", "batches_pass2_var"}) {
            for (JsonNode indices : golden.get(pass)) {
                batches.add(
                        GoldenNetwork.batch(net.data(golden.get("X"), golden.get("Y"), indices)));
            }
        }
        return new MinibatchDirection(twin, batches::remove);
    }
}
