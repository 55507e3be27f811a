/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.vernier.layers.testing.GoldenFile;
import io.github.vernier.listeners.GoldenNetwork;
import io.github.vernier.listeners.probe.Moment;
import io.github.vernier.listeners.probe.Twin;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/** SVRG, K-FAC and weights of strata against golden vectors, in double. */
class GoldenEstimatorTest {

    private static final double RELATIVE = 1e-9;
    private static final double ABSOLUTE = 1e-12;

    private static Stream<String> files(String glob) {
        return GoldenFile.files("gradients", glob).stream();
    }

    static Stream<String> svrgFiles() {
        return files("*svrg*.json");
    }

    static Stream<String> kFacFiles() {
        return files("*kfac*.json");
    }

    static Stream<String> stratifiedFiles() {
        return files("*stratified*.json");
    }

    private static void close(double actual, double expected, String what) {
        assertThat(actual)
                .as(what)
                .isCloseTo(expected, within(RELATIVE * Math.abs(expected) + ABSOLUTE));
    }

    private static void close(INDArray actual, INDArray expected, String what) {
        double[] theirs = expected.dup('c').data().asDouble();
        double[] ours = actual.dup('c').data().asDouble();
        assertThat(ours).as(what).hasSameSizeAs(theirs);
        for (int i = 0; i < ours.length; i++) {
            close(ours[i], theirs[i], what + "[" + i + "]");
        }
    }

    @ParameterizedTest
    @MethodSource("svrgFiles")
    void svrg(String file) {
        JsonNode golden = GoldenFile.read("gradients", file);
        JsonNode x = golden.get("X");
        JsonNode y = golden.get("Y");
        JsonNode out = golden.get("out");
        GoldenNetwork net = GoldenNetwork.of(golden.get("net_snapshot"), x, DataType.DOUBLE);
        DataSet all = net.data(x, y);
        Twin twin = Twin.of(net.network());
        Svrg svrg = Svrg.over(new ListDataSetIterator<>(all.asList(), 5));
        svrg.begin(twin);
        svrg.infrequent(Step.of(twin, GoldenNetwork.batch(all)));
        close(svrg.snapshotGradient(), net.flat(out.get("mu")), "mu");

        net.setParameters(golden.get("net_current").get("params"));
        List<INDArray> ours = new ArrayList<>();
        List<INDArray> plain = new ArrayList<>();
        MinibatchGradient sgd = MinibatchGradient.plain();
        sgd.begin(twin);
        for (int b = 0; b < golden.get("batches").size(); b++) {
            MultiDataSet batch = GoldenNetwork.batch(net.data(x, y, golden.get("batches").get(b)));
            ours.add(svrg.direction(Step.of(twin, batch)).dup());
            plain.add(sgd.direction(Step.of(twin, batch)).dup());
            close(ours.get(b), net.flat(out.get("estimate").get(b)), "estimate " + b);
        }
        close(mean(ours), net.flat(out.get("full_gradient_current")), "mean of estimates");
        close(
                variance(ours),
                out.get("avg_var_svrg_over_these_batches").asDouble(),
                "variance of SVRG");
        close(
                variance(plain),
                out.get("avg_var_sgd_over_these_batches").asDouble(),
                "variance of SGD");
    }

    private static INDArray mean(List<INDArray> draws) {
        INDArray sum = draws.get(0).dup();
        draws.subList(1, draws.size()).forEach(sum::addi);
        return sum.divi(draws.size());
    }

    private static double variance(List<INDArray> draws) {
        INDArray mean = mean(draws);
        return draws.stream()
                .mapToDouble(g -> g.squaredDistance(mean) / mean.length())
                .average()
                .orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("kFacFiles")
    void kFac(String file) {
        JsonNode golden = GoldenFile.read("gradients", file);
        JsonNode first = golden.get("steps_in").get(0).get("X");
        GoldenNetwork net = GoldenNetwork.of(golden.get("net"), first, DataType.DOUBLE);
        Twin twin = Twin.of(net.network());
        KFac kFac =
                KFac.builder()
                        .decay(golden.get("stat_decay").asDouble())
                        .damping(golden.get("damping").asDouble())
                        .klClip(golden.get("kl_clip").asDouble())
                        .learningRate(golden.get("lr").asDouble())
                        // The labels drawn are in the file.
                        .fisher(Fisher.EMPIRICAL)
                        .build();
        kFac.begin(twin);
        for (int s = 0; s < golden.get("steps_in").size(); s++) {
            JsonNode in = golden.get("steps_in").get(s);
            JsonNode out = golden.get("steps_out").get(s);
            JsonNode x = in.get("X");
            MultiDataSet drawn = GoldenNetwork.batch(net.data(x, in.get("Y_sampled_for_fisher")));
            MultiDataSet batch = GoldenNetwork.batch(net.data(x, in.get("Y")));
            kFac.frequent(Step.of(twin, drawn));
            kFac.infrequent(Step.of(twin, drawn));
            close(
                    Step.of(twin, batch).gradient(twin.parameters().like()),
                    net.flat(out.get("gradient")),
                    "gradient");
            INDArray measured = kFac.direction(Step.of(twin, batch)).dup();
            INDArray taken = kFac.direction(Step.ofTraining(moment(net, twin, batch))).dup();
            KlClip clip = kFac.getLastClip().orElseThrow();
            close(clip.sum(), out.get("kl_sum").asDouble(), "kl_sum");
            close(clip.factor(), out.get("nu").asDouble(), "nu");
            close(taken, measured.mul(out.get("nu").asDouble()), "direction of training");
            out.get("precond_grad_matrix")
                    .properties()
                    .forEach(
                            entry -> {
                                String layer = entry.getKey();
                                close(
                                        kFac.inputFactor(layer),
                                        matrix(out.get("A_running").get(layer)),
                                        "A of " + layer);
                                close(
                                        kFac.outputFactor(layer),
                                        matrix(out.get("G_running").get(layer)),
                                        "G of " + layer);
                                close(
                                        matrix(net, measured, layer),
                                        matrix(entry.getValue()),
                                        "direction of " + layer);
                            });
        }
    }

    private static Moment moment(GoldenNetwork net, Twin twin, MultiDataSet batch) {
        return new Moment(net.network(), twin, 0, 0, batch, twin.gradient(batch).dup(), 0);
    }

    private static INDArray matrix(JsonNode nested) {
        return GoldenNetwork.array(nested, DataType.DOUBLE);
    }

    private static INDArray matrix(GoldenNetwork net, INDArray flat, String layer) {
        INDArray weight = net.named(flat, layer + ".W");
        INDArray rows = weight.reshape('c', weight.size(0), weight.length() / weight.size(0));
        return net.parameterNames().contains(layer + ".b")
                ? Nd4j.hstack(rows, net.named(flat, layer + ".b").reshape(rows.size(0), 1))
                : rows;
    }

    @ParameterizedTest
    @MethodSource("stratifiedFiles")
    void stratifiedWeights(String file) {
        JsonNode golden = GoldenFile.read("gradients", file);
        JsonNode x = golden.get("X");
        JsonNode y = golden.get("Y");
        JsonNode out = golden.get("out");
        int[] strata = integers(golden.get("assign"));
        StratifiedWeights weights = StratifiedWeights.of(strata);
        for (int i = 0; i < strata.length; i++) {
            close(
                    weights.weight(i),
                    golden.get("per_example_weight").get(i).asDouble(),
                    "weight of " + i);
        }
        GoldenNetwork net = GoldenNetwork.of(golden.get("net"), x, DataType.DOUBLE);
        OutputLayer output = (OutputLayer) net.network().getOutputLayer().conf().getLayer();
        output.setLossFn(ExampleWeights.loss(Math.toIntExact(output.getNOut())));
        Twin twin = Twin.of(net.network());
        close(
                weighted(net, twin, golden, weights, golden.get("example_minibatch")),
                net.flat(out.get("example_estimate")),
                "example_estimate");

        List<List<Integer>> minibatches = onePerStratum(strata);
        assertThat(minibatches).hasSize(out.get("n_strata_combinations").asInt());
        INDArray full =
                Step.of(twin, GoldenNetwork.batch(net.data(x, y)))
                        .gradient(twin.parameters().like());
        close(full, net.flat(out.get("full_gradient")), "full_gradient");
        List<INDArray> estimates = new ArrayList<>();
        for (List<Integer> minibatch : minibatches) {
            var indices = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.arrayNode();
            minibatch.forEach(indices::add);
            estimates.add(weighted(net, twin, golden, weights, indices));
        }
        close(mean(estimates), full, "mean over all minibatches");
        close(
                variance(estimates) * full.length(),
                out.get("variance_formula_total").asDouble(),
                "variance");
    }

    private static INDArray weighted(
            GoldenNetwork net,
            Twin twin,
            JsonNode golden,
            StratifiedWeights weights,
            JsonNode indices) {
        DataSet batch = net.data(golden.get("X"), golden.get("Y"), indices);
        weights.apply(batch, integers(indices));
        return Step.of(twin, GoldenNetwork.batch(batch)).gradient(twin.parameters().like());
    }

    private static List<List<Integer>> onePerStratum(int[] strata) {
        List<List<Integer>> all = List.of(List.of());
        int last = java.util.Arrays.stream(strata).max().orElseThrow();
        for (int k = 0; k <= last; k++) {
            List<List<Integer>> longer = new ArrayList<>();
            for (List<Integer> some : all) {
                for (int i = 0; i < strata.length; i++) {
                    if (strata[i] == k) {
                        List<Integer> more = new ArrayList<>(some);
                        more.add(i);
                        longer.add(more);
                    }
                }
            }
            // An empty stratum takes no part.
            all = longer.isEmpty() ? all : longer;
        }
        return all;
    }

    private static int[] integers(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).mapToInt(JsonNode::asInt).toArray();
    }
}
