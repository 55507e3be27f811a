/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.clustering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.vernier.layers.testing.GoldenFile;
import io.github.vernier.listeners.GoldenNetwork;
import io.github.vernier.listeners.probe.Twin;
import io.github.vernier.listeners.sampling.IndexedDataSetIterator;
import io.github.vernier.listeners.sampling.SampledDataSetIterator;
import io.github.vernier.listeners.sampling.Sampler;
import io.github.vernier.listeners.variance.Convention;
import io.github.vernier.listeners.variance.ExampleGradients;
import io.github.vernier.listeners.variance.ExampleMethod;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;

/** Golden vectors of the best clusterings there are, and how near ours comes. */
class ClusterObjectiveTest {

    static Stream<String> files() {
        return GoldenFile.files("gradients", "*optimal_weighted*.json").stream();
    }

    private static final class Case {

        private final JsonNode golden;
        private final GoldenNetwork net;
        private final DataSet data;
        private final int clusters;

        Case(String file) {
            golden = GoldenFile.read("gradients", file);
            net = GoldenNetwork.of(golden.get("net"), golden.get("X"), DataType.DOUBLE);
            data = net.data(golden.get("X"), golden.get("Y"));
            clusters = golden.get("C").asInt();
        }

        double[][] products() {
            return new ExampleGradients(
                            Twin.of(net.network()), Convention.UNBIASED, ExampleMethod.VECTORIZED)
                    .withPairs()
                    .measure(GoldenNetwork.batch(data))
                    .gram()
                    .orElseThrow();
        }
    }

    private static void close(double actual, JsonNode expected, String what) {
        double value = expected.asDouble();
        assertThat(actual).as(what).isCloseTo(value, within(1e-9 * Math.abs(value) + 1e-12));
    }

    /** The least and second least value over all labellings with the first example in cluster 0. */
    private static double[] twoBest(
            double[][] products, int clusters, ToDoubleFunction<ClusterObjective> objective) {
        int n = products.length;
        double best = Double.POSITIVE_INFINITY;
        double second = Double.POSITIVE_INFINITY;
        int[] labels = new int[n];
        boolean more = true;
        while (more) {
            // Numbers of clusters mean nothing: each new one is the lowest not yet used.
            int used = 0;
            boolean canonical = true;
            for (int label : labels) {
                canonical &= label <= used;
                used = Math.max(used, label + 1);
            }
            if (canonical) {
                double value = objective.applyAsDouble(ClusterObjective.of(products, labels));
                if (value < best) {
                    second = best;
                    best = value;
                } else {
                    second = Math.min(second, value);
                }
            }
            int digit = n - 1;
            while (digit > 0 && ++labels[digit] == clusters) {
                labels[digit--] = 0;
            }
            more = digit > 0;
        }
        return new double[] {best, second};
    }

    /** Variance of the mean of as many random examples as there are clusters. */
    private static JsonNode sgd(Case c, String draw) {
        return c.golden.get("sgd_B" + c.clusters + "_" + draw);
    }

    private static int[] integers(JsonNode array) {
        return IntStream.range(0, array.size()).map(i -> array.get(i).asInt()).toArray();
    }

    @ParameterizedTest
    @MethodSource("files")
    void optima(String file) {
        Case c = new Case(file);
        double[][] products = c.products();
        JsonNode out = c.golden.get("out");
        JsonNode weighted = out.get("weighted_Nk");
        ClusterObjective best = ClusterObjective.of(products, integers(weighted.get("assign")));
        close(best.weighted(), weighted.get("objective"), "weighted");
        close(best.stratifiedVariance(), weighted.get("stratified_variance_total"), "variance");
        double[] search = twoBest(products, c.clusters, ClusterObjective::weighted);
        close(search[0], weighted.get("objective"), "least weighted");
        close(search[1], weighted.get("second_best_objective"), "second least weighted");

        JsonNode plain = out.get("plain_kmeans");
        best = ClusterObjective.of(products, integers(plain.get("assign")));
        close(best.kMeans(), plain.get("objective"), "k-means");
        close(best.stratifiedVariance(), plain.get("stratified_variance_total"), "variance");
        search = twoBest(products, c.clusters, ClusterObjective::kMeans);
        close(search[0], plain.get("objective"), "least k-means");
        close(search[1], plain.get("second_best_objective"), "second least k-means");

        double n = products.length;
        double one = ClusterObjective.of(products, new int[products.length]).stratifiedVariance();
        close(one / c.clusters, sgd(c, "with_replacement"), "with replacement");
        close(
                one / c.clusters * (n - c.clusters) / (n - 1),
                sgd(c, "without_replacement"),
                "without replacement");
    }

    /** The settling weighting gets far below a random minibatch and never below the optimum. */
    @ParameterizedTest
    @MethodSource("files")
    void descentComesNearTheOptimum(String file) {
        Case c = new Case(file);
        double[][] products = c.products();
        JsonNode out = c.golden.get("out");
        double optimum = out.get("weighted_Nk").get("stratified_variance_total").asDouble();
        FactorCapture capture = new FactorCapture(Twin.of(c.net.network()));
        IndexedDataSetIterator all =
                new SampledDataSetIterator(c.data, 5, Sampler.inOrder(c.data.numExamples()));
        double least = Double.POSITIVE_INFINITY;
        for (int seed = 0; seed < 5; seed++) {
            FullBatchClusters clusters =
                    new FullBatchClusters(
                            capture,
                            ClusterStart.EXAMPLES,
                            c.clusters,
                            AssignmentRule.builder().weighting(Weighting.DESCENT).build(),
                            8,
                            seed);
            int[] found = clusters.assign(clusters.pass(all)).clusters();
            double variance = ClusterObjective.of(products, found).stratifiedVariance();
            assertThat(variance).isGreaterThanOrEqualTo(optimum * (1 - 1e-12));
            least = Math.min(least, variance);
        }
        assertThat(least).isLessThan(sgd(c, "without_replacement").asDouble());
        assertThat(least).isLessThan(1.1 * optimum);
    }

    @Test
    void whatDoesNotFit() {
        double[][] products = {{1, 0}, {0, 1}};
        assertThatThrownBy(() -> ClusterObjective.of(products, 0))
                .hasMessageContaining("of 1 examples, expected 2");
        assertThatThrownBy(() -> ClusterObjective.of(products, 0, -1))
                .hasMessageContaining("cluster is -1");
    }
}
