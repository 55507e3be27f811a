/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.clustering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.vernier.layers.testing.GoldenFile;
import io.github.vernier.listeners.GoldenFiles;
import io.github.vernier.listeners.GoldenNetwork;
import io.github.vernier.listeners.probe.Twin;
import io.github.vernier.listeners.sampling.IndexedDataSetIterator;
import io.github.vernier.listeners.sampling.SampledDataSetIterator;
import io.github.vernier.listeners.sampling.Sampler;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Golden vectors of gradient clustering. */
class GoldenClusteringTest {

    private static Stream<Arguments> files(String glob, DataType... types) {
        return GoldenFile.files("gradients", glob).stream()
                .flatMap(file -> Stream.of(types).map(type -> Arguments.of(file, type)));
    }

    static Stream<Arguments> distanceFiles() {
        return files("*gluster_distance*.json", DataType.DOUBLE, DataType.FLOAT);
    }

    static Stream<Arguments> batchFiles() {
        return files("*gluster_batch*.json", DataType.DOUBLE);
    }

    static Stream<Arguments> onlineFiles() {
        return files("*gluster_online*.json", DataType.DOUBLE);
    }

    /** A file's network, data and units. */
    private static final class Case {

        private final JsonNode golden;
        private final DataType type;
        private final GoldenNetwork net;
        private final FactorCapture capture;
        private final double stable;

        Case(String file, DataType type) {
            golden = GoldenFile.read("gradients", file);
            this.type = type;
            net = GoldenNetwork.of(golden.get("net"), golden.get("X"), type);
            capture =
                    new FactorCapture(
                            Twin.of(net.network()),
                            GradientScale.MEAN_LOSS,
                            ClusteredSpace.GRADIENTS,
                            List.of());
            // Files have c/100 and 100 d, the reference's way of keeping them.
            stable = golden.path("stable").asDouble(100);
        }

        GradientFactors factors() {
            return capture.of(GoldenNetwork.batch(net.data(golden.get("X"), golden.get("Y"))));
        }

        ClusterCentres centres(JsonNode byLayer) {
            ClusterCentres centres =
                    ClusterCentres.zeros(golden.get("nclusters").asInt(), factors());
            for (String layer : centres.layers()) {
                JsonNode both = byLayer.get(layer);
                centres.inputs(layer).assign(GoldenNetwork.array(both.get("Ci"), type).mul(stable));
                centres.outputs(layer)
                        .assign(GoldenNetwork.array(both.get("Co"), type).div(stable));
            }
            return centres;
        }

        AssignmentRule rule() {
            return AssignmentRule.builder()
                    .weighting(
                            golden.get("mul_Nk").asBoolean()
                                    ? Weighting.RUNNING_SIZE
                                    : Weighting.NONE)
                    .form(
                            golden.get("add_GG").asBoolean()
                                    ? DistanceForm.SQUARED
                                    : DistanceForm.WITHOUT_EXAMPLE_NORM)
                    .grid(golden.path("eps_td").asDouble(1e-7))
                    .build();
        }

        IndexedDataSetIterator minibatches(JsonNode lists) {
            return new SampledDataSetIterator(
                    net.data(golden.get("X"), golden.get("Y")),
                    lists.get(0).size(),
                    new FixedMinibatches(golden.get("Y").size(), lists));
        }

        private double tolerance() {
            return type == DataType.DOUBLE ? 1e-9 : 2e-4;
        }

        void close(double[] actual, JsonNode expected, String what) {
            double[] values = GoldenFiles.numbers(expected);
            assertThat(actual).as(what).hasSize(values.length);
            double scale = 0;
            for (double value : values) {
                scale = Math.max(scale, Math.abs(value));
            }
            for (int i = 0; i < values.length; i++) {
                // In float what cancels is of the size of the greatest.
                double size = type == DataType.DOUBLE ? Math.abs(values[i]) : scale;
                assertThat(actual[i])
                        .as(what + " " + i)
                        .isCloseTo(values[i], within(tolerance() * size + 1e-12));
            }
        }

        void close(INDArray actual, JsonNode expected, String what) {
            INDArray values = GoldenNetwork.array(expected, DataType.DOUBLE);
            assertThat(actual.shape()).as(what).containsExactly(values.shape());
            double worst = actual.castTo(DataType.DOUBLE).sub(values).amaxNumber().doubleValue();
            assertThat(worst)
                    .as(what)
                    .isLessThanOrEqualTo(tolerance() * values.amaxNumber().doubleValue() + 1e-12);
        }

        void close(ClusterCentres centres, JsonNode byLayer, String what) {
            for (String layer : centres.layers()) {
                JsonNode both = byLayer.get(layer);
                close(centres.inputs(layer).div(stable), both.get("Ci"), what + layer + " Ci");
                close(centres.outputs(layer).mul(stable), both.get("Co"), what + layer + " Co");
            }
        }
    }

    /** Minibatches of a file, the same every epoch. */
    private static final class FixedMinibatches implements Sampler {

        private static final long serialVersionUID = 1L;

        private final int examples;
        private final List<int[]> minibatches = new ArrayList<>();
        private transient Iterator<int[]> rest;

        FixedMinibatches(int examples, JsonNode lists) {
            this.examples = examples;
            lists.forEach(list -> minibatches.add(integers(list)));
        }

        @Override
        public int examples() {
            return examples;
        }

        @Override
        public void startEpoch() {
            rest = minibatches.iterator();
        }

        @Override
        public boolean hasNext() {
            return rest.hasNext();
        }

        @Override
        public Draw next(int most) {
            return Draw.of(rest.next());
        }
    }

    private static int[] integers(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).mapToInt(JsonNode::asInt).toArray();
    }

    private static double[] column(double[][] distances, int cluster) {
        return Stream.of(distances).mapToDouble(row -> row[cluster]).toArray();
    }

    @ParameterizedTest
    @MethodSource("distanceFiles")
    void distances(String file, DataType type) {
        Case c = new Case(file, type);
        JsonNode golden = c.golden;
        GradientFactors factors = c.factors();
        ClusterCentres centres = c.centres(golden.get("centers"));
        for (LayerFactors layer : factors.layers()) {
            JsonNode expected = golden.get("per_layer").get(layer.layer());
            c.close(layer.squaredNorms(), expected.get("GG"), layer.layer() + " GG");
            INDArray products =
                    layer.products(centres.inputs(layer.layer()), centres.outputs(layer.layer()));
            c.close(products.transpose(), expected.get("CG"), layer.layer() + " CG");
            JsonNode kept = golden.get("factors").get(layer.layer());
            c.close(layer.inputs(), kept.get("Ai"), layer.layer() + " Ai");
            c.close(layer.outputs(), kept.get("Go"), layer.layer() + " Go");
            c.close(layer.meanInputs().div(c.stable), kept.get("Ais"), layer.layer() + " Ais");
            c.close(layer.summedOutputs().mul(c.stable), kept.get("Gos"), layer.layer() + " Gos");
        }
        double[] norms = new double[centres.count()];
        for (JsonNode layer : golden.get("per_layer")) {
            for (int k = 0; k < norms.length; k++) {
                norms[k] += layer.get("CC").get(k).asDouble();
            }
        }
        assertThat(centres.squaredNorms()).hasSameSizeAs(norms);
        for (int k = 0; k < norms.length; k++) {
            assertThat(centres.squaredNorms()[k])
                    .isCloseTo(norms[k], within(c.tolerance() * norms[k]));
        }
        double[][] full = factors.distances(centres, DistanceForm.SQUARED);
        double[][] short_ = factors.distances(centres, DistanceForm.WITHOUT_EXAMPLE_NORM);
        for (int k = 0; k < centres.count(); k++) {
            c.close(column(full, k), golden.get("dist_with_GG").get(k), "with GG " + k);
            c.close(column(short_, k), golden.get("dist_without_GG").get(k), "without GG " + k);
        }
        assertThat(Stream.of(short_).mapToInt(AssignmentRule::argMin).toArray())
                .containsExactly(integers(golden.get("argmin")));
    }

    @ParameterizedTest
    @MethodSource("batchFiles")
    void fullBatch(String file, DataType type) {
        Case c = new Case(file, type);
        JsonNode golden = c.golden;
        FullBatchClustering clustering =
                new FullBatchClustering(
                        c.capture,
                        c.centres(golden.get("init_centers")),
                        c.rule(),
                        golden.get("min_size").asDouble(),
                        SplitRule.lowest());
        IndexedDataSetIterator data = c.minibatches(golden.get("batches_in_order"));
        int iteration = 0;
        for (JsonNode expected : golden.get("iterations")) {
            String what = "iteration " + iteration++ + " ";
            FullBatchClustering.Update update = clustering.update(data);
            assertThat(update.found().clusters())
                    .as(what)
                    .containsExactly(integers(expected.get("assign_before_split")));
            c.close(update.found().sizes(), expected.get("size_before_split"), what + "sizes");
            c.close(update.found().distortions(), expected.get("total_dist"), what + "total_dist");
            JsonNode split = expected.get("split");
            assertThat(update.split().isPresent()).as(what + "split").isEqualTo(!split.isNull());
            update.split()
                    .ifPresent(
                            found -> {
                                assertThat(found.empty()).isEqualTo(split.get("empty").asInt());
                                assertThat(found.largest()).isEqualTo(split.get("largest").asInt());
                                assertThat(found.moved())
                                        .containsExactly(integers(split.get("moved")));
                            });
            assertThat(update.assignment().clusters())
                    .as(what)
                    .containsExactly(integers(expected.get("assign")));
            c.close(update.assignment().sizes(), expected.get("size"), what + "size");
            c.close(clustering.centres(), expected.get("centers"), what);
        }
    }

    @ParameterizedTest
    @MethodSource("onlineFiles")
    void online(String file, DataType type) {
        Case c = new Case(file, type);
        JsonNode golden = c.golden;
        JsonNode lists = golden.get("batches");
        double share = golden.get("min_size").asDouble();
        OnlineClustering clustering =
                new OnlineClustering(
                        c.capture,
                        c.centres(golden.get("init_centers")),
                        c.rule(),
                        new OnlineSettings(
                                golden.get("beta").asDouble(),
                                share,
                                golden.get("init_cluster_size").asDouble()
                                        / (share * lists.get(0).size()),
                                RefillRule.LARGEST,
                                1));
        assertThat(golden.get("reinit_method").asText()).isEqualTo("largest");
        for (int step = 0; step < lists.size(); step++) {
            JsonNode expected = golden.get("steps").get(step);
            String what = "step " + step + " ";
            var minibatch = c.net.data(golden.get("X"), golden.get("Y"), lists.get(step));
            ClusterAssignment found = clustering.update(GoldenNetwork.batch(minibatch));
            assertThat(found.clusters()).as(what).containsExactly(integers(expected.get("assign")));
            c.close(found.costs(), expected.get("batch_dist"), what + "batch_dist");
            List<OnlineClustering.Refill> refills =
                    expected.get("do_reinit").asBoolean() ? clustering.refill() : List.of();
            JsonNode reinit = expected.get("reinit");
            if (reinit.isNull()) {
                assertThat(refills).isEmpty();
            } else {
                assertThat(refills)
                        .containsExactly(
                                new OnlineClustering.Refill(
                                        reinit.get("reinit").asInt(),
                                        reinit.get("largest").asInt()));
            }
            c.close(clustering.sizes(), expected.get("size"), what + "size");
            c.close(clustering.distortions(), expected.get("total_dist"), what + "total_dist");
            c.close(clustering.centres(), expected.get("centers"), what);
        }
    }
}
