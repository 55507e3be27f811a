/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.popart;

import static io.github.vernier.layers.popart.Golden.array;
import static io.github.vernier.layers.popart.Golden.bias;
import static io.github.vernier.layers.popart.Golden.cancellation;
import static io.github.vernier.layers.popart.Golden.close;
import static io.github.vernier.layers.popart.Golden.closeStatistics;
import static io.github.vernier.layers.popart.Golden.column;
import static io.github.vernier.layers.popart.Golden.fit;
import static io.github.vernier.layers.popart.Golden.head;
import static io.github.vernier.layers.popart.Golden.headOnly;
import static io.github.vernier.layers.popart.Golden.matrix;
import static io.github.vernier.layers.popart.Golden.nothing;
import static io.github.vernier.layers.popart.Golden.output;
import static io.github.vernier.layers.popart.Golden.statistics;
import static io.github.vernier.layers.popart.Golden.tolerance;
import static io.github.vernier.layers.popart.Golden.vector;
import static io.github.vernier.layers.popart.Golden.weights;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Golden vectors of statistics and preserved outputs: heads that take no gradient step. */
class StatisticsGoldenTest {

    @TestFactory
    Stream<DynamicTest> files() {
        return Golden.tests(
                Map.of(
                        "01", StatisticsGoldenTest::scalar,
                        "02", StatisticsGoldenTest::vectors,
                        "03", StatisticsGoldenTest::schedules,
                        "07", StatisticsGoldenTest::tasks,
                        "08", StatisticsGoldenTest::edgeCases,
                        "09", StatisticsGoldenTest::largeMeans,
                        "13", StatisticsGoldenTest::variants,
                        "14", StatisticsGoldenTest::propositions),
                DataType.DOUBLE,
                DataType.FLOAT);
    }

    private static void scalar(JsonNode file, DataType type) {
        JsonNode initial = file.get("initial");
        MultiLayerNetwork net =
                headOnly(
                        head(file.get("config")),
                        array(initial.get("W")),
                        vector(initial.get("b")),
                        type);
        INDArray probe = array(initial.get("probe_h"));
        double tolerance = tolerance(type);
        for (JsonNode step : file.get("steps")) {
            Golden.configuration(net).setBeta(step.get("beta").asDouble());
            INDArray targets = array(step.get("targets"));
            fit(net, nothing(net, targets.size(0)), targets);
            closeStatistics(net, step, tolerance);
            closeHead(net, step, tolerance);
            close(
                    "normalized targets",
                    statistics(net).scale().normalize(targets).toDoubleMatrix(),
                    matrix(step.get("norm_targets")),
                    tolerance);
            close("outputs", output(net, probe), matrix(step.get("probe_f")), tolerance);
        }
    }

    private static void closeHead(MultiLayerNetwork net, JsonNode step, double tolerance) {
        close("W", weights(net, 0), matrix(step.get("W")), tolerance);
        Golden.closeEach("b", bias(net, 0), vector(step.get("b")), tolerance);
    }

    private static void vectors(JsonNode file, DataType type) {
        JsonNode initial = file.get("initial");
        for (StatisticsScope scope : StatisticsScope.values()) {
            JsonNode steps = file.get(scope.name().toLowerCase(Locale.ROOT));
            MultiLayerNetwork net =
                    headOnly(
                            head(file.get("config")).scope(scope),
                            array(initial.get("W")),
                            vector(initial.get("b")),
                            type);
            double[][] outputs = matrix(initial.get("probe_f"));
            for (int t = 0; t < steps.size(); t++) {
                INDArray targets = array(initial.get("targets").get(t));
                fit(net, nothing(net, targets.size(0)), targets);
                closeStatistics(net, steps.get(t), tolerance(type));
                closeHead(net, steps.get(t), tolerance(type));
                OutputScale scale = statistics(net).scale();
                double[][] f = output(net, array(initial.get("probe_h")));
                for (int i = 0; i < f.length; i++) {
                    for (int k = 0; k < f[i].length; k++) {
                        // What is preserved is preserved relative to the scale it is stored at.
                        double unit =
                                Math.abs(scale.mean(k)) + scale.deviation(k) + Math.abs(f[i][k]);
                        close("output", f[i][k], outputs[i][k], 1e-2 * tolerance(type) * unit);
                    }
                }
            }
        }
    }

    private static void schedules(JsonNode file, DataType type) {
        file.get("schedules")
                .properties()
                .forEach(e -> schedule(file, e.getKey(), e.getValue(), type));
    }

    private static void schedule(JsonNode file, String name, JsonNode steps, DataType type) {
        PopArtOutputLayer.Builder head = head(file.get("config"));
        switch (name) {
            case "bias_corrected" -> head.schedule(StepSchedule.BIAS_CORRECTED);
            case "one_over_t" -> head.schedule(StepSchedule.SAMPLE_MEAN);
            case "one_over_t_plus_1" -> head.schedule(StepSchedule.PRIOR_COUNT).beta(0);
            default -> head.beta(steps.get(0).get("beta").asDouble());
        }
        MultiLayerNetwork net =
                headOnly(head, Nd4j.ones(DataType.DOUBLE, 1, 1), new double[1], type);
        double sum = 0;
        for (JsonNode step : steps) {
            double y = step.get("y").asDouble();
            sum += y;
            fit(net, nothing(net, 1), column(y));
            closeStatistics(net, step, tolerance(type));
            OutputScale scale = statistics(net).scale();
            double sigma = scale.deviation(0);
            double expected = step.get("norm_target").asDouble();
            close(
                    name + " normalized target",
                    (y - scale.mean(0)) / sigma,
                    expected,
                    (tolerance(type) + cancellation(step.get("nu").asDouble(), sigma))
                            * Math.max(1, Math.abs(expected)));
            double bound = VarianceRescaling.bound(1, step.get("beta").asDouble(), 1);
            close(name + " bound", bound, step.get("prop2_bound").asDouble(), 1e-9 * bound);
            assertThat(Math.abs(y - scale.mean(0)) / sigma)
                    .as("bound")
                    .isLessThanOrEqualTo(bound * (1 + 1e-9) + tolerance(type));
        }
        if (name.equals("one_over_t")) {
            PopArtStatistics s = statistics(net);
            JsonNode sample = file.get("final");
            double mean = sample.get("sample_mean").asDouble();
            double variance = sample.get("sample_population_variance").asDouble();
            close("sample mean", s.scale().mean(0), mean, tolerance(type) * Math.abs(mean));
            close("sum", sum / steps.size(), mean, 1e-9 * Math.abs(mean));
            close("sample variance", s.variance()[0], variance, tolerance(type) * variance);
        }
    }

    private static void tasks(JsonNode file, DataType type) {
        Map<String, BatchReduction> rules =
                Map.of("rlax_sum", BatchReduction.SUM, "task_mean", BatchReduction.MEAN);
        rules.forEach((name, rule) -> tasks(file, name, rule, type));
    }

    private static void tasks(JsonNode file, String name, BatchReduction rule, DataType type) {
        JsonNode initial = file.get("initial");
        INDArray w = array(initial.get("W"));
        int tasks = (int) w.size(0);
        MultiLayerNetwork net =
                headOnly(
                        head(file.get("config"))
                                .beta(file.get("config").get("step_" + name).asDouble())
                                .reduction(rule)
                                .tasks(tasks),
                        w,
                        vector(initial.get("b")),
                        type);
        double[][] outputs = matrix(initial.get("probe_f"));
        INDArray probe = array(initial.get("probe_h"));
        long[] updates = new long[tasks];
        JsonNode steps = file.get(name);
        double tolerance = tolerance(type);
        for (int t = 0; t < steps.size(); t++) {
            JsonNode step = steps.get(t);
            double[] targets = vector(initial.get("targets").get(t));
            int[] index =
                    Arrays.stream(vector(initial.get("indices").get(t)))
                            .mapToInt(i -> (int) i)
                            .toArray();
            fit(net, nothing(net, targets.length), TaskLabels.of(targets, index));
            closeStatistics(net, step, tolerance);
            closeHead(net, step, tolerance);
            for (int k = 0; k < tasks; k++) {
                updates[k] += step.get("counts").get(k).asInt() > 0 ? 1 : 0;
            }
            assertThat(statistics(net).updates()).as("updates").isEqualTo(updates);

            OutputScale scale = statistics(net).scale();
            double[][] f = output(net, probe);
            double[][] n = scale.normalize(Nd4j.createFromArray(f)).toDoubleMatrix();
            double[] selectedNorm = vector(step.get("selected_norm"));
            double[] selected = vector(step.get("selected_unnorm"));
            for (int j = 0; j < selected.length; j++) {
                double unit = Math.abs(scale.mean(index[j])) + scale.deviation(index[j]);
                double rounding = tolerance * unit;
                close("selected", f[j][index[j]], selected[j], rounding);
                close(
                        "selected, normalized",
                        n[j][index[j]],
                        selectedNorm[j],
                        rounding / scale.deviation(index[j]));
                close("preserved", f[j][index[j]], outputs[j][index[j]], rounding);
            }
            double[] normalized =
                    IntStream.range(0, targets.length)
                            .mapToDouble(
                                    i ->
                                            (targets[i] - scale.mean(index[i]))
                                                    / scale.deviation(index[i]))
                            .toArray();
            close("normalized", normalized, vector(step.get("norm_targets")), tolerance);
        }
    }

    private static void edgeCases(JsonNode file, DataType type) {
        file.get("cases").properties().forEach(e -> edgeCase(e.getKey(), e.getValue(), type));
    }

    private static void edgeCase(String name, JsonNode c, DataType type) {
        PopArtOutputLayer.Builder head = head(c);
        if (c.get("bias_corrected").asBoolean()) {
            head.schedule(StepSchedule.BIAS_CORRECTED);
        }
        double[] weight = vector(c.get("W0"));
        MultiLayerNetwork net =
                headOnly(
                        head,
                        Nd4j.createFromArray(new double[][] {weight}),
                        vector(c.get("b0")),
                        type);
        INDArray probe = Nd4j.createFromArray(new double[][] {vector(c.get("probe_h"))});
        double f0 = c.get("probe_f0").asDouble();
        double largest = Math.abs(f0);
        for (JsonNode step : c.get("trace")) {
            double y = step.get("y").asDouble();
            fit(net, nothing(net, 1), column(y));
            closeStatistics(net, step, tolerance(type));
            OutputScale scale = statistics(net).scale();
            double sigma = scale.deviation(0);
            double tolerance = tolerance(type) + cancellation(step.get("nu").asDouble(), sigma);
            close(name + " W", weights(net, 0)[0], vector(step.get("W")), tolerance);
            close(name + " b", bias(net, 0), vector(step.get("b")), tolerance);
            double expected = step.get("norm_target").asDouble();
            close(
                    name + " normalized target",
                    (y - scale.mean(0)) / sigma,
                    expected,
                    tolerance * Math.abs(expected) + 16 * Golden.EPS * Math.abs(y) / sigma);
            assertThat(clipping(statistics(net).clipping()[0]))
                    .as(name + " clipped at " + step.get("t"))
                    .isEqualTo(step.get("clipped").asText());
            // Rounding of b at the largest scale so far stays in f.
            largest = Math.max(largest, Math.abs(scale.mean(0)) + sigma);
            double resolution = type == DataType.DOUBLE ? Golden.EPS : 0x1p-24;
            close(name + " output", output(net, probe)[0][0], f0, 64 * resolution * largest);
        }
    }

    private static String clipping(Clipping clipping) {
        return clipping == Clipping.NONE ? "" : clipping.name().toLowerCase(Locale.ROOT);
    }

    /** The first target is the initial mean; the initial variance is 1. */
    private static void largeMeans(JsonNode file, DataType type) {
        for (JsonNode row : file.get("rows")) {
            double[] targets = vector(row.get("targets"));
            double beta = row.get("beta").asDouble();
            if (targets.length == row.get("n").asInt()) {
                largeMean(
                        targets,
                        beta,
                        new Moments(
                                row.get("exact_mu").asDouble(),
                                row.get("exact_variance").asDouble()),
                        type);
            }
            // Some rows list only their first targets: others of their kind, of the same number.
            Random random = new Random(9);
            double[] drawn =
                    random.doubles(row.get("n").asInt())
                            .map(u -> row.get("shift").asDouble() + random.nextGaussian())
                            .toArray();
            largeMean(drawn, beta, exact(drawn, beta), type);
        }
    }

    private static void largeMean(double[] targets, double beta, Moments exact, DataType type) {
        MultiLayerNetwork net =
                headOnly(
                        new PopArtOutputLayer.Builder().beta(beta).initialMoments(targets[0], 1),
                        Nd4j.ones(DataType.DOUBLE, 1, 1),
                        new double[1],
                        type);
        for (int i = 1; i < targets.length; i++) {
            fit(net, nothing(net, 1), column(targets[i]));
        }
        PopArtStatistics s = statistics(net);
        // μ is known to a rounding of its own size, which every deviation from it inherits.
        double rounding = type == DataType.DOUBLE ? Golden.EPS : 0x1p-48;
        double sigma = Math.sqrt(exact.variance());
        double inSigmas = 1e-9 + 16 * rounding * Math.abs(exact.mean()) / sigma;
        close("mu", s.scale().mean(0), exact.mean(), inSigmas * sigma);
        close("variance", s.variance()[0], exact.variance(), inSigmas * exact.variance());
    }

    /** μ and ν − μ² with 80 digits. */
    private static Moments exact(double[] targets, double beta) {
        MathContext digits = new MathContext(80);
        BigDecimal b = new BigDecimal(beta);
        BigDecimal keep = BigDecimal.ONE.subtract(b);
        BigDecimal mu = new BigDecimal(targets[0]);
        BigDecimal nu = mu.multiply(mu).add(BigDecimal.ONE);
        for (int i = 1; i < targets.length; i++) {
            BigDecimal y = new BigDecimal(targets[i]);
            mu = keep.multiply(mu).add(b.multiply(y), digits);
            nu = keep.multiply(nu).add(b.multiply(y).multiply(y), digits);
        }
        return new Moments(mu.doubleValue(), nu.subtract(mu.multiply(mu)).doubleValue());
    }

    private static void variants(JsonNode file, DataType type) {
        JsonNode config = file.get("config");
        JsonNode targets = file.get("initial").get("targets");
        MultiLayerNetwork range = variant(head(config).art(new MinMaxRescaling()), type);
        for (int t = 0; t < file.get("min_max").size(); t++) {
            follow(range, vector(targets.get(t)));
            closeRange(range, file.get("min_max").get(t), tolerance(type));
        }
        MultiLayerNetwork percentile =
                variant(
                        head(config)
                                .art(new PercentileRescaling(config.get("p").asDouble()))
                                .beta(config.get("percentile_step").asDouble()),
                        type);
        for (JsonNode step : file.get("percentile")) {
            follow(percentile, step.get("y").asDouble());
            closeRange(percentile, step, tolerance(type));
        }
        for (JsonNode one : file.get("desired_std")) {
            MultiLayerNetwork net =
                    variant(head(config).desiredDeviation(one.get("desired_std").asDouble()), type);
            for (int t = 0; t < one.get("trace").size(); t++) {
                JsonNode step = one.get("trace").get(t);
                double[] y = vector(targets.get(t));
                follow(net, y);
                closeStatistics(net, step, tolerance(type));
                close(
                        "normalized",
                        statistics(net).scale().normalize(column(y)).toDoubleVector(),
                        vector(step.get("norm")),
                        tolerance(type));
            }
        }
    }

    private static MultiLayerNetwork variant(PopArtOutputLayer.Builder head, DataType type) {
        return headOnly(head, Nd4j.ones(DataType.DOUBLE, 1, 1), new double[1], type);
    }

    private static void follow(MultiLayerNetwork net, double... targets) {
        fit(net, nothing(net, targets.length), column(targets));
    }

    private static void closeRange(MultiLayerNetwork net, JsonNode step, double tolerance) {
        OutputScale scale = statistics(net).scale();
        double low = step.get("lo").asDouble();
        double high = step.get("hi").asDouble();
        double unit = tolerance * Math.max(Math.abs(low), Math.abs(high));
        close("mu", scale.mean(0), step.get("mu").asDouble(), unit);
        close("sigma", scale.deviation(0), step.get("sigma").asDouble(), unit);
        close("lo", scale.mean(0) - scale.deviation(0), low, unit);
        close("hi", scale.mean(0) + scale.deviation(0), high, unit);
    }

    private static void propositions(JsonNode file, DataType type) {
        JsonNode initial = file.get("initial");
        JsonNode full = file.get("full_matrix");
        INDArray w = array(initial.get("W")).transpose().castTo(type).dup('f');
        INDArray b = Nd4j.createFromArray(vector(initial.get("b"))).castTo(type);
        INDArray h = array(initial.get("probe_h"));
        INDArray from = array(initial.get("Sigma"));
        INDArray fromMean = Nd4j.createFromArray(vector(initial.get("mu")));
        INDArray to = array(full.get("Sigma_new"));
        INDArray toMean = Nd4j.createFromArray(vector(full.get("mu_new")));
        double tolerance = tolerance(type);
        close("f", full(h, w, b, from, fromMean), matrix(full.get("f_before")), tolerance);
        OutputPreservation.preserve(w, b, from, fromMean, to, toMean);
        close(
                "W'",
                w.transpose().castTo(DataType.DOUBLE).toDoubleMatrix(),
                matrix(full.get("W_new")),
                tolerance);
        close(
                "b'",
                b.castTo(DataType.DOUBLE).toDoubleVector(),
                vector(full.get("b_new")),
                tolerance);
        close("f'", full(h, w, b, to, toMean), matrix(full.get("f_after")), tolerance);

        Random random = new Random(7);
        for (JsonNode c : file.get("prop2")) {
            int batch = c.get("batch").asInt();
            double beta = c.get("beta").asDouble();
            double bound = VarianceRescaling.bound(batch, beta, 1);
            close("bound", bound, c.get("bound").asDouble(), 1e-9 * bound);
            assertThat(c.get("worst_seen").asDouble()).isLessThanOrEqualTo(bound * (1 + 1e-6));
            assertThat(worst(batch, beta, random))
                    .as("batch %s, beta %s", batch, beta)
                    .isLessThanOrEqualTo(bound * (1 + 1e-6))
                    .isGreaterThan(batch == 1 ? 0.9 * bound : 0);
        }
    }

    private static double[][] full(
            INDArray h, INDArray w, INDArray b, INDArray sigma, INDArray mu) {
        INDArray n =
                h.mmul(w.castTo(DataType.DOUBLE))
                        .addRowVector(b.castTo(DataType.DOUBLE).reshape(1, b.length()));
        return n.mmul(sigma.transpose()).addRowVector(mu.reshape(1, mu.length())).toDoubleMatrix();
    }

    /** Largest normalized target over heavy-tailed batches. */
    private static double worst(int batch, double beta, Random random) {
        VarianceRescaling rule = new VarianceRescaling();
        Moments moments = new Moments(0, 1);
        double worst = 0;
        for (int t = 1; t <= 400; t++) {
            double[] y = new double[batch];
            for (int i = 0; i < batch; i++) {
                y[i] = random.nextGaussian() * Math.exp(6 * random.nextGaussian());
            }
            moments = rule.update(moments, new TargetBatch(y, beta, t));
            for (double target : y) {
                double sigma = Math.sqrt(moments.variance());
                worst = Math.max(worst, Math.abs(target - moments.mean()) / sigma);
            }
        }
        return worst;
    }
}
