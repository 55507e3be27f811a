/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.popart;

import static io.github.vernier.layers.popart.Golden.close;
import static io.github.vernier.layers.popart.Golden.column;
import static io.github.vernier.layers.popart.Golden.vector;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.vernier.layers.testing.GoldenFile;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Sgd;

/** Binary regression: numbers from their binary codes, with an outlier now and then. */
class ToyGoldenTest {

    @TestFactory
    Stream<DynamicTest> files() {
        return Golden.tests(
                Map.of("15", ToyGoldenTest::fullRuns, "16", ToyGoldenTest::repetitions),
                DataType.DOUBLE);
    }

    /** The runs of file 15, which file 16 looks at as well. */
    private static Map<String, Run> runs;

    private static Map<String, Run> runs() {
        if (runs == null) {
            JsonNode file = GoldenFile.read("popart", "15_toy_binary_regression.json");
            double[] targets = vector(file.get("initial").get("targets"));
            JsonNode start = Golden.initialNet(file.get("config"));
            runs = new HashMap<>();
            for (Map.Entry<String, JsonNode> e : file.get("runs").properties()) {
                Run run = new Run(file.get("config"), e.getKey(), e.getValue(), start);
                run.train(targets);
                runs.put(e.getKey(), run);
            }
        }
        return runs;
    }

    private static void fullRuns(JsonNode file, DataType type) {
        double[] targets = vector(file.get("initial").get("targets"));
        file.get("runs")
                .properties()
                .forEach(e -> verify(e.getKey(), e.getValue(), runs().get(e.getKey()), targets));
        assertThat(runs().get("popart").last()).as("last 500").isLessThan(runs().get("art").last());
        assertThat(runs().get("art").last()).as("last 500").isLessThan(runs().get("sgd").last());
    }

    private static void verify(String name, JsonNode run, Run toy, double[] targets) {
        double[] errors = toy.errors;
        double[] first = vector(run.get("first_20_errors"));
        Golden.closeEach(name + " first errors", Arrays.copyOf(errors, first.length), first, 1e-9);
        // Training is chaotic: rounding grows from step to step.
        double[] means = vector(run.get("mean_abs_error_per_100_samples"));
        for (int i = 0; i < means.length; i++) {
            close(
                    name + " mean " + i,
                    mean(errors, 100 * i, 100 * i + 100),
                    means[i],
                    1e-3 * means[i]);
        }
        double[] outliers = vector(run.get("errors_at_outliers"));
        int found = 0;
        for (int i = 0; i < errors.length; i++) {
            if (targets[i] == 65535) {
                close(name + " outlier", errors[i], outliers[found], 1e-3 * outliers[found]);
                found++;
            }
        }
        assertThat(found).isEqualTo(outliers.length);
        double all = run.get("mean_all").asDouble();
        close(name + " mean of all", mean(errors, 0, errors.length), all, 1e-3 * all);
        double[] squares = Arrays.stream(errors).map(e -> e * e).toArray();
        double rmse = run.get("rmse_all").asDouble();
        close(name + " rmse", Math.sqrt(mean(squares, 0, squares.length)), rmse, 1e-3 * rmse);
        double end = run.get("mean_last_500").asDouble();
        close(name + " last", mean(errors, errors.length - 500, errors.length), end, 1e-3 * end);
        if (!name.equals("normalized_sgd") || run.get("final_sigma").asDouble() != 1) {
            OutputScale scale = toy.scale();
            double sigma = run.get("final_sigma").asDouble();
            double mu = run.get("final_mu").asDouble();
            close(name + " mu", scale.mean(0), mu, 1e-9 * Math.abs(mu));
            close(name + " sigma", scale.deviation(0), sigma, 1e-9 * sigma);
        }
        int head = toy.net.getnLayers() - 1;
        close(name + " W", Golden.weights(toy.net, head)[0], vector(run.get("final_W")), 1e-3);
        double[] b = vector(run.get("final_b"));
        close(name + " b", Golden.bias(toy.net, head), b, 1e-3);
    }

    /**
     * Each run of file 15 is one of the fifty whose percentiles are in file 16; all fifty are run
     * by the examples' command.
     */
    private static void repetitions(JsonNode file, DataType type) {
        int window = file.get("config").get("moving_average").asInt();
        for (Map.Entry<String, JsonNode> e : file.get("runs").properties()) {
            JsonNode run = e.getValue();
            double[] curve = average(runs().get(e.getKey()).errors, window);
            double mean = run.get("mean_of_median").asDouble();
            close(e.getKey() + ": mean", mean(curve, 0, curve.length), mean, 0.2 * mean);
            double[] at = vector(run.get("at"));
            int between = 0;
            for (int i = 0; i < at.length; i++) {
                double value = curve[(int) at[i]];
                between +=
                        value >= run.get("p10").get(i).asDouble()
                                        && value <= run.get("p90").get(i).asDouble()
                                ? 1
                                : 0;
            }
            assertThat(between)
                    .as(e.getKey() + ": points between the percentiles")
                    .isGreaterThanOrEqualTo(at.length / 2);
        }
    }

    private static double[] average(double[] values, int window) {
        double[] averages = new double[values.length - window + 1];
        for (int i = 0; i < averages.length; i++) {
            averages[i] = mean(values, i, i + window);
        }
        return averages;
    }

    private static double mean(double[] values, int from, int to) {
        return Arrays.stream(values, from, to).average().orElseThrow();
    }

    /** One network, and what it does with a sequence of targets. */
    private static final class Run {

        private final MultiLayerNetwork net;

        private double[] errors;

        private Run(JsonNode config, String name, JsonNode run, JsonNode start) {
            PopArtOutputLayer.Builder head = Golden.head(config);
            head.beta(run.hasNonNull("beta") ? run.get("beta").asDouble() : 0);
            head.preserveOutputs(!name.startsWith("art"));
            if (name.equals("normalized_sgd")) {
                head.mode(PopArtMode.NORMALIZED_SGD);
            }
            net =
                    Golden.network(
                            start, head, new Sgd(run.get("alpha").asDouble() / 2), DataType.DOUBLE);
        }

        private OutputScale scale() {
            return Golden.statistics(net).scale();
        }

        private double last() {
            return mean(errors, errors.length - 500, errors.length);
        }

        private void train(double[] targets) {
            Map<Integer, DataSet> samples = new HashMap<>();
            errors = new double[targets.length];
            for (int t = 0; t < targets.length; t++) {
                net.fit(
                        samples.computeIfAbsent(
                                (int) targets[t],
                                y ->
                                        new DataSet(
                                                Golden.binary(y, net.layerInputSize(0)),
                                                column(y))));
                errors[t] = Golden.statistics(net).rmse()[0];
            }
        }
    }
}
