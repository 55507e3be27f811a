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
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

/** Binary regression: numbers from their binary codes, with an outlier now and then. */
class ToyGoldenTest {

    @TestFactory
    Stream<DynamicTest> files() {
        return Golden.tests(
                Map.of("15", ToyGoldenTest::fullRuns, "16", ToyGoldenTest::repetitions),
                DataType.DOUBLE);
    }

    private static void fullRuns(JsonNode file, DataType type) {
        double[] targets = vector(file.get("initial").get("targets"));
        JsonNode start = Golden.initialNet(file.get("config"));
        Map<String, Double> last = new HashMap<>();
        file.get("runs")
                .properties()
                .forEach(
                        e -> {
                            JsonNode run = e.getValue();
                            Run toy = new Run(file.get("config"), e.getKey(), run, start, type);
                            double[] errors = toy.errors(targets);
                            verify(e.getKey(), run, toy, errors, targets);
                            last.put(e.getKey(), mean(errors, errors.length - 500, errors.length));
                        });
        assertThat(last.get("popart")).as("last 500").isLessThan(last.get("art"));
        assertThat(last.get("art")).as("last 500").isLessThan(last.get("sgd"));
    }

    private static void verify(
            String name, JsonNode run, Run toy, double[] errors, double[] targets) {
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

    /** One repetition with other random numbers; the examples' command runs fifty. */
    private static void repetitions(JsonNode file, DataType type) {
        JsonNode toy = GoldenFile.read("popart", "15_toy_binary_regression.json");
        JsonNode start = Golden.initialNet(toy.get("config"));
        int window = file.get("config").get("moving_average").asInt();
        Map<String, Double> last = new HashMap<>();
        file.get("runs")
                .properties()
                .forEach(
                        e -> {
                            Random random = new Random(1);
                            JsonNode run = e.getValue();
                            Run one = new Run(toy.get("config"), e.getKey(), run, start, type);
                            one.draw(random);
                            double[] curve = average(one.errors(targets(random)), window);
                            double mean = run.get("mean_of_median").asDouble();
                            close(
                                    e.getKey() + ": mean",
                                    mean(curve, 0, curve.length),
                                    mean,
                                    0.2 * mean);
                            last.put(e.getKey(), mean(curve, curve.length - 500, curve.length));
                        });
        assertThat(last.get("popart")).as("last 500").isLessThan(0.5 * last.get("art"));
        assertThat(last.get("art")).as("last 500").isLessThan(0.8 * last.get("sgd"));
    }

    /** Five blocks of 1000 with 65535 after each but the last. */
    private static double[] targets(Random random) {
        double[] targets = new double[5004];
        for (int i = 0; i < targets.length; i++) {
            targets[i] = i % 1001 == 1000 ? 65535 : random.nextInt(1024);
        }
        return targets;
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

        private Run(JsonNode config, String name, JsonNode run, JsonNode start, DataType type) {
            PopArtOutputLayer.Builder head = Golden.head(config);
            head.beta(run.hasNonNull("beta") ? run.get("beta").asDouble() : 0);
            head.preserveOutputs(!name.startsWith("art"));
            if (name.equals("normalized_sgd")) {
                head.mode(PopArtMode.NORMALIZED_SGD);
            }
            net = Golden.network(start, head, new Sgd(run.get("alpha").asDouble() / 2), type);
        }

        /** Uniform within one over the root of the fan-in. */
        private void draw(Random random) {
            for (int i = 0; i < net.getnLayers() - 1; i++) {
                INDArray w = net.getLayer(i).getParam("W");
                double bound = 1 / Math.sqrt(w.size(0));
                for (String key : List.of("W", "b")) {
                    INDArray p = net.getLayer(i).getParam(key);
                    double[] values =
                            random.doubles(p.length()).map(u -> bound * (2 * u - 1)).toArray();
                    p.assign(Nd4j.createFromArray(values).reshape(p.shape()));
                }
            }
        }

        private OutputScale scale() {
            return Golden.statistics(net).scale();
        }

        private double[] errors(double[] targets) {
            Map<Integer, DataSet> samples = new HashMap<>();
            double[] errors = new double[targets.length];
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
            return errors;
        }
    }
}
