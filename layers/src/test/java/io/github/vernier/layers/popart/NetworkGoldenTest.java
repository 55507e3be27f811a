/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.popart;

import static io.github.vernier.layers.popart.Golden.array;
import static io.github.vernier.layers.popart.Golden.bias;
import static io.github.vernier.layers.popart.Golden.close;
import static io.github.vernier.layers.popart.Golden.closeHidden;
import static io.github.vernier.layers.popart.Golden.closeStatistics;
import static io.github.vernier.layers.popart.Golden.column;
import static io.github.vernier.layers.popart.Golden.fit;
import static io.github.vernier.layers.popart.Golden.head;
import static io.github.vernier.layers.popart.Golden.matrix;
import static io.github.vernier.layers.popart.Golden.network;
import static io.github.vernier.layers.popart.Golden.output;
import static io.github.vernier.layers.popart.Golden.statistics;
import static io.github.vernier.layers.popart.Golden.tolerance;
import static io.github.vernier.layers.popart.Golden.vector;
import static io.github.vernier.layers.popart.Golden.weights;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.vernier.layers.updater.HeavyBall;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Golden vectors of training steps. The files' loss is half of DL4J's L2, so gradients are half and
 * SGD's learning rate is half the files'.
 */
class NetworkGoldenTest {

    private static final String NUMBER = "([0-9.e-]*[0-9])";

    @TestFactory
    Stream<DynamicTest> files() {
        return Golden.tests(
                Map.of(
                        "04", NetworkGoldenTest::oneStep,
                        "05", NetworkGoldenTest::online,
                        "06", NetworkGoldenTest::minibatches,
                        "10", NetworkGoldenTest::masks,
                        "11", NetworkGoldenTest::updaterState,
                        "12", NetworkGoldenTest::clipping),
                DataType.DOUBLE,
                DataType.FLOAT);
    }

    private static IUpdater sgd(double alpha) {
        return new Sgd(alpha / 2);
    }

    private static PopArtOutputLayer.Builder normalizedSgd(JsonNode config) {
        return head(config).mode(PopArtMode.NORMALIZED_SGD);
    }

    /** Fifty steps in float add up what one loses. */
    private static double manySteps(DataType type) {
        return type == DataType.DOUBLE ? 1e-9 : 1e-3;
    }

    private static void oneStep(JsonNode file, DataType type) {
        file.get("runs").properties().forEach(e -> oneStep(file, e.getKey(), e.getValue(), type));
        plainSgd(file, type);
    }

    private static void oneStep(JsonNode file, String name, JsonNode run, DataType type) {
        JsonNode config = file.get("config");
        JsonNode start = file.get("initial").get("net");
        INDArray x = array(file.get("initial").get("x"));
        INDArray y = array(file.get("initial").get("y"));
        double alpha = run.get("alpha").asDouble();
        double tolerance = tolerance(type);
        int head = start.get("theta").size();

        MultiLayerNetwork still = network(start, head(config), sgd(0), type);
        fit(still, x, y);
        closeStatistics(still, run, tolerance);
        close("popped W", weights(still, head), matrix(run.get("W_pop")), tolerance);
        close("popped b", bias(still, head), vector(run.get("b_pop")), tolerance);
        close("before", output(still, x)[0], vector(run.get("pred_before")), 100 * tolerance);
        OutputScale scale = statistics(still).scale();
        close(
                "target",
                scale.normalize(y).toDoubleVector(),
                vector(run.get("norm_target")),
                tolerance);
        close(
                "output",
                scale.normalize(Nd4j.createFromArray(output(still, x))).toDoubleVector(),
                vector(run.get("norm_pred")),
                tolerance);
        double loss = run.get("loss").asDouble();
        close("loss", still.score() / 2, loss, tolerance * loss);

        MultiLayerNetwork first = network(start, head(config), sgd(alpha), type);
        MultiLayerNetwork second = network(start, normalizedSgd(config), sgd(alpha), type);
        fit(first, x, y);
        fit(second, x, y);
        closeAfter(first, run.get("alg1_after"), tolerance);
        closeAfter(second, run.get("alg2_after"), tolerance);
        // f is a small difference of σ n and μ.
        double unit = tolerance * (scale.deviation(0) + Math.abs(scale.mean(0)));
        double prediction = output(first, x)[0][0];
        close("prediction", prediction, run.get("alg1_pred_after").asDouble(), 1e-2 * unit);
        close(
                "algorithm 2",
                output(second, x)[0][0],
                run.get("alg2_pred_after").asDouble(),
                1e-2 * unit);
        sameFunction(first, second, type);

        JsonNode printed = file.get("final");
        if (name.equals("seed_printout")) {
            double digits = file.get("checks").get("printed_abs_tol").asDouble();
            close("printed", prediction, printed.get("seed_printed_prediction").asDouble(), digits);
            JsonNode biases = printed.get("seed_printed_hidden_biases");
            for (int i = 0; i < biases.size(); i++) {
                double[] actual = bias(first, head - biases.size() + i);
                double[] expected = vector(biases.get(i));
                for (int j = 0; j < expected.length; j++) {
                    close("printed bias", actual[j], expected[j], digits);
                }
            }
        }
    }

    private static void closeAfter(MultiLayerNetwork net, JsonNode after, double tolerance) {
        int head = net.getnLayers() - 1;
        if (after.has("theta")) {
            closeHidden(net, after.get("theta"), tolerance);
        }
        close("W", weights(net, head), matrix(after.get("W")), tolerance);
        Golden.closeEach("b", bias(net, head), vector(after.get("b")), tolerance);
    }

    /** Proposition 3: lower layers equal, W2 = σ W1, b2 = σ b1 + μ. */
    private static void sameFunction(
            MultiLayerNetwork first, MultiLayerNetwork second, DataType type) {
        double tolerance = type == DataType.DOUBLE ? 1e-12 : 1e-5;
        int head = first.getnLayers() - 1;
        for (int i = 0; i < head; i++) {
            close("lower W" + i, weights(second, i), weights(first, i), tolerance);
            close("lower b" + i, bias(second, i), bias(first, i), tolerance);
        }
        OutputScale scale = statistics(first).scale();
        assertThat(statistics(second).scale()).isEqualTo(scale);
        double[][] w1 = weights(first, head);
        double[][] w2 = weights(second, head);
        double[] b1 = bias(first, head);
        double[] b2 = bias(second, head);
        for (int k = 0; k < w1.length; k++) {
            double sigma = scale.deviation(k);
            double size = sigma * (Math.abs(b1[k]) + 1) + Math.abs(scale.mean(k));
            for (int i = 0; i < w1[k].length; i++) {
                close("W2 = σ W1", w2[k][i], sigma * w1[k][i], 10 * tolerance * size);
            }
            close("b2 = σ b1 + μ", b2[k], sigma * b1[k] + scale.mean(k), 10 * tolerance * size);
        }
    }

    private static void plainSgd(JsonNode file, DataType type) {
        JsonNode plain = file.get("plain_sgd_seed_experiment");
        JsonNode start = file.get("initial").get("net");
        MultiLayerNetwork net =
                network(
                        start,
                        head(file.get("config")).beta(0),
                        sgd(plain.get("alpha_half_convention").asDouble()),
                        type);
        fit(net, array(file.get("initial").get("x")), array(file.get("initial").get("y")));
        closeAfter(net, plain, tolerance(type));
        double[] printed = vector(plain.get("seed_printed_W"));
        int head = net.getnLayers() - 1;
        for (int i = 0; i < printed.length; i++) {
            close(
                    "printed W",
                    weights(net, head)[0][i],
                    printed[i],
                    type == DataType.DOUBLE ? 6e-5 : 1e-3);
        }
        close(
                "printed b",
                bias(net, head)[0],
                plain.get("seed_printed_b").asDouble(),
                type == DataType.DOUBLE ? 6e-5 : 1e-3);
    }

    private static void online(JsonNode file, DataType type) {
        JsonNode config = file.get("config");
        JsonNode start = Golden.initialNet(config);
        double alpha = config.get("alpha").asDouble();
        MultiLayerNetwork first = network(start, head(config), sgd(alpha), type);
        MultiLayerNetwork second = network(start, normalizedSgd(config), sgd(alpha), type);
        int head = start.get("theta").size();
        int bits = first.layerInputSize(0);
        INDArray probe = array(file.get("initial").get("probe_x"));
        double tolerance = manySteps(type);
        for (JsonNode step : file.get("steps")) {
            double y = step.get("y").asDouble();
            INDArray x = Golden.binary((int) y, bits);
            fit(first, x, column(y));
            fit(second, x, column(y));
            closeStatistics(first, step, tolerance);
            OutputScale scale = statistics(first).scale();
            double unit = scale.deviation(0) + Math.abs(scale.mean(0));
            close(
                    "target",
                    (y - scale.mean(0)) / scale.deviation(0),
                    step.get("norm_target").asDouble(),
                    tolerance * unit / scale.deviation(0));
            double loss = step.get("loss").asDouble();
            close("loss", first.score() / 2, loss, tolerance * Math.max(1, loss));
            close(
                    "error before",
                    statistics(first).rmse()[0],
                    Math.abs(step.get("pred_before").asDouble() - y),
                    tolerance * unit);
            close(
                    "error before, algorithm 2",
                    statistics(second).rmse()[0],
                    Math.abs(step.get("alg2_pred_before").asDouble() - y),
                    tolerance * unit);
            close("W", weights(first, head)[0], vector(step.get("W")), tolerance);
            close("b", bias(first, head), vector(step.get("b")), tolerance);
            close(
                    "W, algorithm 2",
                    weights(second, head)[0],
                    vector(step.get("alg2_W")),
                    tolerance);
            close(
                    "b, algorithm 2",
                    bias(second, head)[0],
                    step.get("alg2_b").asDouble(),
                    tolerance * unit);
            double[] f = vector(step.get("probe_f"));
            for (int i = 0; i < f.length; i++) {
                close("probe", output(first, probe)[i][0], f[i], tolerance * unit);
                close("probe, algorithm 2", output(second, probe)[i][0], f[i], tolerance * unit);
            }
            if (type == DataType.DOUBLE) {
                sameFunction(first, second, type);
            }
        }
        closeAfter(first, file.get("final").get("alg1"), tolerance);
        closeAfter(second, file.get("final").get("alg2"), tolerance);
    }

    private static void minibatches(JsonNode file, DataType type) {
        JsonNode config = file.get("config");
        JsonNode start = file.get("initial").get("net");
        double alpha = config.get("alpha").asDouble();
        MultiLayerNetwork first = network(start, head(config), sgd(alpha), type);
        MultiLayerNetwork second = network(start, normalizedSgd(config), sgd(alpha), type);
        int head = start.get("theta").size();
        double tolerance = manySteps(type);
        for (int t = 0; t < file.get("steps").size(); t++) {
            JsonNode step = file.get("steps").get(t);
            INDArray x = array(file.get("initial").get("x").get(t));
            INDArray y = array(file.get("initial").get("y").get(t));
            fit(first, x, y);
            fit(second, x, y);
            closeStatistics(first, step, tolerance);
            double loss = step.get("loss").asDouble();
            close("loss", first.score() / 2, loss, tolerance * loss);
            close("W", weights(first, head), matrix(step.get("W")), tolerance);
            close("b", bias(first, head), vector(step.get("b")), tolerance);
            if (type == DataType.DOUBLE) {
                sameFunction(first, second, type);
            }
        }
        JsonNode end = file.get("final");
        closeAfter(first, end.get("alg1"), tolerance);
        close("W, algorithm 2", weights(second, head), matrix(end.get("alg2").get("W")), tolerance);
        Golden.closeEach(
                "b, algorithm 2", bias(second, head), vector(end.get("alg2").get("b")), tolerance);
    }

    private static void masks(JsonNode file, DataType type) {
        JsonNode config = file.get("config");
        MultiLayerNetwork net =
                network(
                        file.get("initial").get("net"),
                        head(config),
                        sgd(config.get("alpha").asDouble()),
                        type);
        double tolerance = tolerance(type);
        for (JsonNode step : file.get("steps")) {
            INDArray mask = array(step.get("mask"));
            INDArray y = array(step.get("y"));
            net.fit(new DataSet(array(step.get("x")).castTo(type), y, null, mask));
            closeStatistics(net, step, tolerance);
            close(
                    "normalized targets",
                    statistics(net).scale().normalize(y).muli(mask).toDoubleMatrix(),
                    matrix(step.get("norm_target_masked_to_0")),
                    tolerance);
            double loss = step.get("loss").asDouble();
            close("loss", net.score() / 2, loss, tolerance * Math.max(1, loss));
            closeAfter(net, step.get("after"), tolerance);
        }
        sequences(file, type);
    }

    private static void sequences(JsonNode file, DataType type) {
        JsonNode series = file.get("time_series");
        JsonNode labels = series.get("labels_BKT");
        double[][][] y = new double[labels.size()][][];
        for (int b = 0; b < y.length; b++) {
            y[b] = matrix(labels.get(b));
        }
        JsonNode config = file.get("config");
        double mu = config.get("mu0").asDouble();
        MultiLayerNetwork net =
                new MultiLayerNetwork(
                        new NeuralNetConfiguration.Builder()
                                .dataType(type)
                                .updater(new Sgd(0))
                                .list()
                                .layer(
                                        new PopArtRnnOutputLayer.Builder(LossFunction.L2)
                                                .beta(series.get("beta").asDouble())
                                                .bounds(
                                                        config.get("lb").asDouble(),
                                                        config.get("ub").asDouble())
                                                .initialMoments(
                                                        mu, config.get("nu0").asDouble() - mu * mu)
                                                .nIn(2)
                                                .nOut(y[0].length)
                                                .build())
                                .build());
        net.init();
        net.fit(
                new DataSet(
                        Nd4j.rand(type, y.length, 2, y[0][0].length),
                        Nd4j.createFromArray(y),
                        null,
                        array(series.get("mask_BT"))));
        closeStatistics(net, series, tolerance(type));
    }

    /** What the description says of the updaters. */
    private static double setting(JsonNode file, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(file.get("description").asText());
        assertThat(matcher.find()).as(pattern).isTrue();
        return Double.parseDouble(matcher.group(1));
    }

    private static void updaterState(JsonNode file, DataType type) {
        file.get("runs")
                .properties()
                .forEach(
                        e -> {
                            boolean transported = e.getKey().endsWith("transported");
                            if (e.getKey().startsWith("momentum")) {
                                momentum(file, e.getValue(), transported, type);
                            } else {
                                adam(file, e.getValue(), transported, type);
                            }
                        });
    }

    private static void momentum(JsonNode file, JsonNode run, boolean transported, DataType type) {
        IUpdater updater =
                new HeavyBall(setting(file, "p -= " + NUMBER) / 2, setting(file, "m = " + NUMBER));
        updaterState(file, run, transported, updater, type, manySteps(type));
    }

    private static void adam(JsonNode file, JsonNode run, boolean transported, DataType type) {
        double rate = setting(file, "Adam \\(lr " + NUMBER);
        double beta1 = setting(file, "Adam \\(lr [^,]*, " + NUMBER);
        double beta2 = setting(file, "Adam \\(lr [^,]*, [^,]*, " + NUMBER);
        // The gradient is twice the files': ε has to be.
        double epsilon = 2 * setting(file, "Adam \\(lr [^,]*, [^,]*, [^,]*, " + NUMBER);
        updaterState(
                file,
                run,
                transported,
                new PublishedAdam(rate, beta1, beta2, epsilon),
                type,
                manySteps(type));
        // DL4J adds ε before the correction of v's bias instead of after it, which shows where
        // gradients are small.
        updaterState(
                file,
                run,
                transported,
                new Adam(rate, beta1, beta2, epsilon),
                type,
                Math.max(1e-4, manySteps(type)));
    }

    private static void updaterState(
            JsonNode file,
            JsonNode run,
            boolean transported,
            IUpdater updater,
            DataType type,
            double tolerance) {
        MultiLayerNetwork net =
                network(
                        file.get("initial").get("net"),
                        head(file.get("config")).rescaleUpdaterState(transported),
                        updater,
                        type);
        int head = net.getnLayers() - 1;
        int weights = net.layerInputSize(head);
        for (int t = 0; t < run.get("trace").size(); t++) {
            JsonNode step = run.get("trace").get(t);
            fit(
                    net,
                    array(file.get("initial").get("x").get(t)),
                    array(file.get("initial").get("y").get(t)));
            closeStatistics(net, step, tolerance);
            double r = step.get("r").asDouble();
            close("r", statistics(net).ratio()[0], r, tolerance * r);
            close("W", weights(net, head)[0], vector(step.get("W")), tolerance);
            close("b", bias(net, head), vector(step.get("b")), tolerance);
            double loss = step.get("loss").asDouble();
            close("loss", net.score() / 2, loss, tolerance * Math.max(1, loss));
            // The gradient is twice the files': so is m.
            double[] m = firstMoment(net, (int) updater.stateSize(1), weights);
            for (int i = 0; i < weights; i++) {
                close("m of W", m[i] / 2, step.get("m_W").get(i).asDouble(), tolerance);
            }
            close("m of b", m[weights] / 2, step.get("m_b").asDouble(), tolerance);
        }
        closeAfter(net, run.get("final"), tolerance);
    }

    /** The head's first moment: of its own block, or at its offset in the block of all layers. */
    private static double[] firstMoment(MultiLayerNetwork net, int moments, int weights) {
        INDArray state = net.getUpdater().getStateViewArray();
        double[] all = state.castTo(DataType.DOUBLE).dup().reshape(state.length()).toDoubleVector();
        boolean ownBlock = Golden.configuration(net).isRescaleUpdaterState();
        int length = weights + 1;
        int total = all.length / moments;
        int from = (ownBlock ? moments : 1) * (total - length);
        return Arrays.copyOfRange(all, from, from + length);
    }

    private static void clipping(JsonNode file, DataType type) {
        JsonNode config = file.get("config");
        JsonNode start = file.get("initial").get("net");
        IUpdater updater = sgd(config.get("alpha").asDouble());
        double clip = 2 * config.get("clip").asDouble();
        MultiLayerNetwork first = network(start, clipped(head(config), clip), updater, type);
        MultiLayerNetwork second =
                network(start, clipped(normalizedSgd(config), clip), updater, type);
        int head = start.get("theta").size();
        double tolerance = tolerance(type);
        INDArray probe = array(file.get("initial").get("x").get(0));
        for (int t = 0; t < file.get("steps").size(); t++) {
            JsonNode step = file.get("steps").get(t);
            INDArray x = array(file.get("initial").get("x").get(t));
            INDArray y = array(file.get("initial").get("y").get(t));
            GradientNorm firstNorm = new GradientNorm(head, x.size(0));
            GradientNorm secondNorm = new GradientNorm(head, x.size(0));
            first.setListeners(firstNorm);
            second.setListeners(secondNorm);
            fit(first, x, y);
            fit(second, x, y);
            double sigma = step.get("sigma").asDouble();
            close("sigma", statistics(first).scale().deviation(0), sigma, tolerance * sigma);
            closeNorm(step, "head_grad_norm_alg1", firstNorm, tolerance);
            closeNorm(step, "head_grad_norm_alg2", secondNorm, tolerance);
            close("W", weights(first, head)[0], vector(step.get("alg1_W")), tolerance);
            close("b", bias(first, head), vector(step.get("alg1_b")), tolerance);
            close(
                    "W, algorithm 2",
                    weights(second, head)[0],
                    vector(step.get("alg2_W")),
                    tolerance);
            close("b, algorithm 2", bias(second, head), vector(step.get("alg2_b")), tolerance);
            OutputScale scale = statistics(first).scale();
            double unit = scale.deviation(0) + Math.abs(scale.mean(0));
            double[] expected1 = vector(step.get("alg1_pred"));
            double[] expected2 = vector(step.get("alg2_pred"));
            for (int i = 0; i < expected1.length; i++) {
                close("prediction", output(first, probe)[i][0], expected1[i], tolerance * unit);
                close("algorithm 2", output(second, probe)[i][0], expected2[i], tolerance * unit);
            }
        }
    }

    private static void closeNorm(JsonNode step, String key, GradientNorm norm, double tolerance) {
        double expected = step.get(key).asDouble();
        close(key, norm.value() / 2, expected, tolerance * expected);
    }

    private static PopArtOutputLayer.Builder clipped(
            PopArtOutputLayer.Builder head, double threshold) {
        return head.gradientNormalization(GradientNormalization.ClipL2PerLayer)
                .gradientNormalizationThreshold(threshold);
    }
}
