/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.clustering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.github.vernier.listeners.estimator.ExampleWeights;
import io.github.vernier.listeners.probe.NoisyNetworks;
import io.github.vernier.listeners.probe.Probe;
import io.github.vernier.listeners.probe.ProbeContract;
import io.github.vernier.listeners.probe.ProbeData;
import io.github.vernier.listeners.probe.Schedule;
import io.github.vernier.listeners.record.ClusterStaticInfo;
import io.github.vernier.listeners.record.ClusterUpdate;
import io.github.vernier.listeners.record.MemoryRecordSink;
import io.github.vernier.listeners.record.RecordSink;
import io.github.vernier.listeners.sampling.IndexedDataSetIterator;
import io.github.vernier.listeners.sampling.SampledDataSetIterator;
import io.github.vernier.listeners.sampling.Sampler;
import io.github.vernier.listeners.sampling.StratifiedSampler;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

class ClusteringListenerTest extends ProbeContract {

    private static final int EXAMPLES = 21;
    private static final int CLUSTERS = 3;

    private static IndexedDataSetIterator examples() {
        // Numbers drawn here are no part of the training that is compared.
        long root = Nd4j.getRandom().rootState();
        long node = Nd4j.getRandom().nodeState();
        DataSet data = NoisyNetworks.data(17, DataType.FLOAT, EXAMPLES);
        Nd4j.getRandom().setStates(root, node);
        return new SampledDataSetIterator(data, 8, Sampler.inOrder(EXAMPLES));
    }

    @Override
    protected Probe probe(ProbeData data, RecordSink sink) {
        return ClusteringListener.builder()
                .clusters(CLUSTERS)
                .schedule(Schedule.every(10))
                .assignments(Schedule.every(50))
                .data(data)
                .examples(examples())
                .show(2, 3)
                .classNames(List.of("top", "middle", "bottom"))
                .recordTo(sink)
                .build();
    }

    @Override
    protected void check(MemoryRecordSink records, Model model) {
        ClusterStaticInfo.Settings settings =
                records.staticInfos(ClusterStaticInfo.class).get(0).getSettings();
        assertThat(settings.clusters()).isEqualTo(CLUSTERS);
        assertThat(settings.algorithm()).isEqualTo("ONLINE");
        assertThat(settings.weighting()).isEqualTo("RUNNING_SIZE");
        assertThat(settings.layers()).contains("conv", "dense", "out");
        assertThat(settings.skippedLayers()).containsExactly("bn");
        assertThat(settings.share()).isBetween(0.8, 0.99);
        assertThat(settings.classNames()).hasSize(3);
        List<ClusterUpdate> online = of(records, ClusterUpdate.Kind.ONLINE);
        assertThat(online).hasSize(20);
        for (ClusterUpdate update : online) {
            assertThat(update.getClusters()).hasSize(CLUSTERS);
            assertThat(update.getSummary().distortion()).isPositive();
            assertThat(update.getSummary().moved()).isEqualTo(-1);
        }
        List<ClusterUpdate> full = of(records, ClusterUpdate.Kind.FULL);
        assertThat(full).extracting(ClusterUpdate::getIteration).containsExactly(0, 50, 100, 150);
        assertThat(full.get(0).getSummary().moved()).isEqualTo(-1);
        full.forEach(ClusteringListenerTest::checkFull);
        assertThat(full.get(3).getSummary().moved()).isBetween(0, EXAMPLES);
    }

    private static List<ClusterUpdate> of(MemoryRecordSink records, ClusterUpdate.Kind kind) {
        return records.updates(ClusterUpdate.class).stream()
                .filter(update -> update.getKind() == kind)
                .toList();
    }

    private static void checkFull(ClusterUpdate update) {
        ClusterUpdate.Summary summary = update.getSummary();
        assertThat(summary.examples()).isEqualTo(EXAMPLES);
        assertThat(summary.variance()).isPositive();
        assertThat(summary.stratifiedVariance()).isPositive();
        List<Integer> shown = new ArrayList<>();
        int[] labels = new int[NoisyNetworks.CLASSES];
        double sizes = 0;
        double distances = 0;
        for (ClusterUpdate.Cluster cluster : update.getClusters()) {
            sizes += cluster.size();
            distances += cluster.size() * cluster.distortion();
            assertThat(IntStream.of(cluster.labels()).sum()).isEqualTo((int) cluster.size());
            for (int k = 0; k < labels.length; k++) {
                labels[k] += cluster.labels()[k];
            }
            assertThat(cluster.examples()).hasSize((int) Math.min(2, cluster.size()));
            assertThat(cluster.examples())
                    .isSortedAccordingTo((a, b) -> Double.compare(a.distance(), b.distance()));
            for (ClusterUpdate.Example example : cluster.examples()) {
                shown.add(example.index());
                // Data have their classes in turn.
                assertThat(example.label()).isEqualTo(example.index() % NoisyNetworks.CLASSES);
                assertThat(example.image().channels()).isEqualTo(1);
                assertThat(example.image().height()).isEqualTo(3);
                assertThat(example.image().width()).isEqualTo(3);
            }
        }
        assertThat(sizes).isEqualTo(EXAMPLES);
        assertThat(distances / EXAMPLES).isCloseTo(summary.distortion(), withinPercentage(1e-6));
        assertThat(labels).containsExactly(7, 7, 7);
        assertThat(shown).doesNotHaveDuplicates();
    }

    private static ClusteringListener.Builder fullBatch(RecordSink sink) {
        return ClusteringListener.builder()
                .clusters(CLUSTERS)
                .fullBatch(4)
                .examples(examples())
                .assignments(Schedule.every(5))
                .recordTo(sink);
    }

    /** Full batches, which run the twin of inference over and over, leave training alone too. */
    @Test
    void fullBatchClusteringLowersTheVarianceOfStrata() {
        MemoryRecordSink sink = new MemoryRecordSink();
        ClusteringListener listener = fullBatch(sink).build();
        MultiLayerNetwork plain = NoisyNetworks.chain(1, DataType.FLOAT);
        MultiLayerNetwork network = NoisyNetworks.chain(1, DataType.FLOAT);
        network.setListeners(listener);
        for (MultiLayerNetwork each : List.of(plain, network)) {
            DataSetIterator training = NoisyNetworks.iterator(21, DataType.FLOAT, 20);
            Nd4j.getRandom().setSeed(78);
            each.fit(training, 2);
        }
        assertThat(network.params().data().asFloat())
                .containsExactly(plain.params().data().asFloat());
        assertThat(listener.getFailure()).isNull();
        assertThat(of(sink, ClusterUpdate.Kind.ONLINE)).isEmpty();
        List<ClusterUpdate> full = of(sink, ClusterUpdate.Kind.FULL);
        assertThat(full).extracting(ClusterUpdate::getIteration).containsExactly(0, 5);
        for (ClusterUpdate update : full) {
            checkFullBatch(update);
        }
        assertThat(listener.getLast().isComplete()).isTrue();
    }

    private static void checkFullBatch(ClusterUpdate update) {
        ClusterUpdate.Summary summary = update.getSummary();
        assertThat(summary.stratifiedVariance()).isLessThan(summary.variance() / CLUSTERS);
        assertThat(update.getClusters()).allSatisfy(c -> assertThat(c.size()).isPositive());
    }

    private static ConvolutionLayer conv() {
        return new ConvolutionLayer.Builder(3, 3).name("conv").nOut(3).build();
    }

    private static OutputLayer weightedHead() {
        return new OutputLayer.Builder(ExampleWeights.loss(NoisyNetworks.CLASSES))
                .name("out")
                .nOut(NoisyNetworks.CLASSES)
                .activation(Activation.SOFTMAX)
                .build();
    }

    private static SampledDataSetIterator training(StratifiedSampler sampler) {
        return new SampledDataSetIterator(
                NoisyNetworks.data(17, DataType.FLOAT, EXAMPLES), CLUSTERS, sampler);
    }

    /** The sampler has the clusters of the last assignment, and keeps to them. */
    private static void checkStrata(StratifiedSampler sampler, ClusteringListener listener) {
        assertThat(listener.getFailure()).isNull();
        int[] clusters = listener.getLast().clusters();
        assertThat(sampler.getStrata()).containsExactly(clusters);
        sampler.startEpoch();
        int filled = (int) IntStream.of(clusters).distinct().count();
        // An epoch may have ended within a round: two in a row have every cluster.
        assertThat(IntStream.of(sampler.next(2 * filled - 1).examples()).map(i -> clusters[i]))
                .containsAll(IntStream.of(clusters).distinct().boxed().toList());
    }

    @Test
    void stratifiesTrainingOfALayerList() {
        StratifiedSampler sampler = new StratifiedSampler(EXAMPLES, 3);
        List<ClusterAssignment> seen = new ArrayList<>();
        ClusteringListener listener =
                fullBatch(new MemoryRecordSink()).onAssignment(seen::add).stratify(sampler).build();
        MultiLayerNetwork network = NoisyNetworks.chain(1, DataType.FLOAT, conv(), weightedHead());
        network.setListeners(listener);
        network.fit(training(sampler), 3);
        assertThat(network.getIterationCount()).isEqualTo(21);
        assertThat(seen).hasSize(5).last().isSameAs(listener.getLast());
        checkStrata(sampler, listener);
    }

    @Test
    void stratifiesTrainingOfAGraphOnline() {
        StratifiedSampler sampler = new StratifiedSampler(EXAMPLES, 3);
        ClusteringListener listener =
                ClusteringListener.builder()
                        .clusters(CLUSTERS)
                        .schedule(Schedule.every(2))
                        .examples(examples())
                        .stratify(sampler)
                        .build();
        ComputationGraph network = NoisyNetworks.graph(1, DataType.FLOAT, conv(), weightedHead());
        network.setListeners(listener);
        network.fit(training(sampler), 3);
        assertThat(network.getIterationCount()).isEqualTo(21);
        checkStrata(sampler, listener);
    }

    @Test
    void refusesToStratifyALossWithoutWeights() {
        StratifiedSampler sampler = new StratifiedSampler(EXAMPLES, 3);
        ClusteringListener listener = fullBatch(new MemoryRecordSink()).stratify(sampler).build();
        ComputationGraph network = NoisyNetworks.graph(1, DataType.FLOAT);
        network.setListeners(listener);
        network.fit(NoisyNetworks.iterator(21, DataType.FLOAT, 8));
        assertThat(listener.getFailure())
                .hasMessageContaining("Output layer out")
                .hasMessageContaining("ExampleWeights.loss(3)");
        assertThat(sampler.getStrata()).isEmpty();
    }

    @Test
    void anUnknownLayerIsNamed() {
        ClusteringListener listener = ClusteringListener.builder().layers("conv9").build();
        MultiLayerNetwork network = NoisyNetworks.chain(1, DataType.FLOAT);
        network.setListeners(listener);
        network.fit(NoisyNetworks.iterator(21, DataType.FLOAT, 8));
        assertThat(listener.getFailure())
                .hasMessageContaining("[conv9]")
                .hasMessageContaining("[conv, bn, dense, out]");
    }

    @Test
    void settingsOutOfRange() {
        ClusteringListener.Builder builder = ClusteringListener.builder();
        assertThatThrownBy(() -> builder.clusters(0)).hasMessageContaining("clusters is 0");
        assertThatThrownBy(() -> builder.fullBatch(0)).hasMessageContaining("iterations is 0");
        assertThatThrownBy(() -> builder.show(-1, 2)).hasMessageContaining("are -1");
        assertThatThrownBy(() -> builder.show(1, 0)).hasMessageContaining("side is 0");
        assertThatThrownBy(() -> builder.images(1, 0, 2)).hasMessageContaining("height is 0");
        assertThatThrownBy(() -> ClusteringListener.builder().fullBatch(1).build())
                .hasMessageContaining("full-batch without examples");
        AssignmentRule descent = AssignmentRule.builder().weighting(Weighting.DESCENT).build();
        assertThatThrownBy(() -> ClusteringListener.builder().rule(descent).build())
                .hasMessageContaining("DESCENT online");
        StratifiedSampler other = new StratifiedSampler(5, 1);
        assertThatThrownBy(() -> ClusteringListener.builder().stratify(other).build())
                .hasMessageContaining("without examples");
        assertThatThrownBy(() -> fullBatch(new MemoryRecordSink()).stratify(other).build())
                .hasMessageContaining("sampler has 5 examples, expected 21");
    }
}
