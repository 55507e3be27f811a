/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.clustering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.vernier.listeners.probe.Twin;
import io.github.vernier.listeners.sampling.IndexedDataSetIterator;
import io.github.vernier.listeners.sampling.SampledDataSetIterator;
import io.github.vernier.listeners.sampling.Sampler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** What clusterings do over many iterations, and with data that are not as they should be. */
class ClusteringTest {

    private static final int EXAMPLES = 40;
    private static final int CLUSTERS = 5;

    private MultiLayerNetwork network;
    private DataSet data;
    private FactorCapture capture;

    @BeforeEach
    void makeNetwork() {
        network =
                new MultiLayerNetwork(
                        new NeuralNetConfiguration.Builder()
                                .seed(3)
                                .dataType(DataType.DOUBLE)
                                .activation(Activation.TANH)
                                .updater(new Sgd(1))
                                .list()
                                .layer(new DenseLayer.Builder().nIn(4).nOut(5).build())
                                .layer(
                                        new OutputLayer.Builder(LossFunction.MCXENT)
                                                .nIn(5)
                                                .nOut(3)
                                                .activation(Activation.SOFTMAX)
                                                .build())
                                .build());
        network.init();
        Nd4j.getRandom().setSeed(8);
        INDArray x = Nd4j.randn(DataType.DOUBLE, EXAMPLES, 4);
        INDArray y = Nd4j.zeros(DataType.DOUBLE, EXAMPLES, 3);
        Random random = new Random(2);
        for (int i = 0; i < EXAMPLES; i++) {
            y.putScalar(i, random.nextInt(3), 1);
        }
        data = new DataSet(x, y);
        capture = new FactorCapture(Twin.of(network));
    }

    private IndexedDataSetIterator all() {
        return new SampledDataSetIterator(data, 8, Sampler.inOrder(EXAMPLES));
    }

    private GradientFactors factors() {
        return capture.of(data.toMultiDataSet());
    }

    private FullBatchClustering clustering(Weighting weighting, long seed) {
        int[] first = new Random(seed).ints(0, EXAMPLES).distinct().limit(CLUSTERS).toArray();
        return new FullBatchClustering(
                capture,
                ClusterCentres.ofExamples(factors(), first),
                AssignmentRule.builder().weighting(weighting).build());
    }

    private static double weighted(ClusterAssignment found) {
        double sum = 0;
        for (int i = 0; i < found.clusters().length; i++) {
            sum += found.sizes()[found.clusters()[i]] * found.distances()[i];
        }
        return sum;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void descentSettlesAndNeverRises(long seed) {
        FullBatchClustering clustering = clustering(Weighting.DESCENT, seed);
        double before = Double.POSITIVE_INFINITY;
        ClusterAssignment last = null;
        int moved = -1;
        for (int i = 0; i < 40; i++) {
            FullBatchClustering.Update update = clustering.update(all());
            assertThat(update.split()).isEmpty();
            double now = weighted(update.found());
            // Distances are on a grid of 1e-7.
            assertThat(now).isLessThanOrEqualTo(before + 1e-3);
            before = now;
            moved = last == null ? -1 : update.assignment().movedSince(last);
            last = update.assignment();
        }
        assertThat(moved).isZero();
    }

    @Test
    void thePublishedWeightingDoesNotSettle() {
        int settled = 0;
        double published = 0;
        double descent = 0;
        for (long seed = 1; seed <= 4; seed++) {
            FullBatchClustering running = clustering(Weighting.RUNNING_SIZE, seed);
            FullBatchClustering settling = clustering(Weighting.DESCENT, seed);
            ClusterAssignment last = null;
            ClusterAssignment before = null;
            for (int i = 0; i < 15; i++) {
                before = last;
                last = running.update(all()).assignment();
                settling.update(all());
            }
            settled += last.movedSince(before) == 0 ? 1 : 0;
            published += weighted(running.assign(all()));
            descent += weighted(settling.assign(all()));
        }
        assertThat(settled).isZero();
        assertThat(descent).isLessThan(published);
    }

    @Test
    void aDescentMoveIsTheBestOne() {
        // By hand: sizes 2 and 1, T = 3 and 5 with the first example elsewhere.
        double[][] distances = {{2, 1.5}, {1, 9}, {2, 9}, {9, 5}};
        // 3 + 3·2 = 9 in the first, 5 + 2·1.5 = 8 in the second.
        ClusterAssignment found = new Descent(distances, new int[] {0, 0, 0, 1}, 2).run();
        assertThat(found.clusters()).containsExactly(1, 0, 0, 1);
        assertThat(found.sizes()).containsExactly(2, 2);
        assertThat(found.distortions()).containsExactly(3, 6.5);
    }

    @Test
    void equalCentresFillBySplits() {
        FullBatchClustering clustering =
                new FullBatchClustering(
                        capture,
                        ClusterCentres.zeros(CLUSTERS, factors()),
                        AssignmentRule.builder().weighting(Weighting.NONE).build());
        int splits = 0;
        ClusterAssignment last = null;
        for (int i = 0; i < 12; i++) {
            FullBatchClustering.Update update = clustering.update(all());
            if (update.split().isPresent()) {
                splits++;
                FullBatchClustering.Split split = update.split().get();
                assertThat(IntStream.of(split.moved()).boxed())
                        .hasSize((int) (update.found().sizes()[split.largest()] / 2))
                        .allMatch(i1 -> update.found().clusters()[i1] == split.largest());
                assertThat(update.assignment().sizes()[split.empty()])
                        .isEqualTo(split.moved().length + update.found().sizes()[split.empty()]);
            }
            last = update.assignment();
        }
        assertThat(splits).isPositive();
        assertThat(IntStream.of(clustering.refills()).sum()).isEqualTo(splits);
        assertThat(last.sizes()).doesNotContain(0);
        assertThat(Arrays.stream(last.sizes()).sum()).isEqualTo(EXAMPLES);
    }

    @Test
    void assigningLeavesCentresAlone() {
        FullBatchClustering clustering = clustering(Weighting.NONE, 1);
        ClusterCentres before = clustering.centres().copy();
        ClusterAssignment first = clustering.assign(all());
        ClusterAssignment second = clustering.assign(all());
        assertThat(second.clusters()).containsExactly(first.clusters());
        for (String layer : before.layers()) {
            assertThat(clustering.centres().inputs(layer)).isEqualTo(before.inputs(layer));
            assertThat(clustering.centres().outputs(layer)).isEqualTo(before.outputs(layer));
        }
        double[][] whole = factors().distances(before, DistanceForm.WITHOUT_EXAMPLE_NORM);
        for (int i = 0; i < EXAMPLES; i++) {
            assertThat(first.distances()[i])
                    .isCloseTo(whole[i][first.clusters()[i]], within(1e-12));
        }
    }

    @Test
    void examplesThatAreNotSeenHaveNoCluster() {
        DataSet some = new DataSet(rows(data.getFeatures()), rows(data.getLabels()));
        Sampler sampler = Sampler.inOrder(10);
        IndexedDataSetIterator ten = new SampledDataSetIterator(some, 4, sampler);
        ClusterAssignment found = clustering(Weighting.NONE, 1).assign(ten);
        assertThat(found.isComplete()).isTrue();
        ClusterAssignment partial =
                clustering(Weighting.NONE, 1)
                        .assign(new SampledDataSetIterator(data, 8, new FirstOnly(EXAMPLES)));
        assertThat(partial.isComplete()).isFalse();
        assertThat(partial.clusters()[0]).isNotNegative();
        assertThat(partial.clusters()[1]).isEqualTo(-1);
        assertThat(partial.distances()[1]).isNaN();
        ClusterAssignment descended =
                clustering(Weighting.DESCENT, 1)
                        .update(new SampledDataSetIterator(data, 8, new FirstOnly(EXAMPLES)))
                        .found();
        assertThat(descended.clusters()[1]).isEqualTo(-1);
    }

    private static INDArray rows(INDArray all) {
        return all.get(NDArrayIndex.interval(0, 10));
    }

    /** Half of the examples: the even ones. */
    private static final class FirstOnly implements Sampler {

        private static final long serialVersionUID = 1L;

        private final int examples;
        private int next;

        FirstOnly(int examples) {
            this.examples = examples;
        }

        @Override
        public int examples() {
            return examples;
        }

        @Override
        public void startEpoch() {
            next = 0;
        }

        @Override
        public boolean hasNext() {
            return next < examples;
        }

        @Override
        public Draw next(int most) {
            next += 2;
            return Draw.of(next - 2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"NONE", "DESCENT"})
    void gradientsThatAreNotFiniteChangeNothing(Weighting weighting) {
        FullBatchClustering clustering = clustering(weighting, 1);
        ClusterCentres before = clustering.centres().copy();
        data.getFeatures().putScalar(17, 2, Double.NaN);
        assertThatThrownBy(() -> clustering.update(all()))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("example 17");
        for (String layer : before.layers()) {
            assertThat(clustering.centres().inputs(layer)).isEqualTo(before.inputs(layer));
        }
        data.getFeatures().putScalar(17, 2, 0.5);
        assertThat(clustering.update(all()).assignment().isComplete()).isTrue();
    }

    private OnlineClustering online(OnlineSettings settings, int... first) {
        return new OnlineClustering(
                capture,
                ClusterCentres.ofExamples(factors(), first),
                AssignmentRule.builder().weighting(Weighting.NONE).build(),
                settings);
    }

    @Test
    void onlineSizesSumToTheMinibatch() {
        OnlineClustering clustering =
                online(OnlineSettings.published(CLUSTERS).withDecay(0.9), 1, 2, 3, 4, 5);
        for (int i = 0; i < 5; i++) {
            clustering.update(factors());
            assertThat(Arrays.stream(clustering.sizes()).sum()).isCloseTo(EXAMPLES, within(1e-9));
        }
    }

    @Test
    void onlineRefillsFromData() {
        OnlineClustering clustering =
                online(new OnlineSettings(0.5, 0.05, 20, RefillRule.DATA, 6), 7, 8);
        for (String layer : clustering.centres().layers()) {
            // Far from all gradients: it starves, its size halving from 40.
            clustering.centres().outputs(layer).getRow(1).assign(1e3);
        }
        List<OnlineClustering.Refill> refills = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            assertThat(refills).isEmpty();
            clustering.update(factors());
            refills.addAll(clustering.refill());
        }
        assertThat(refills).hasSize(1);
        assertThat(refills.get(0).cluster()).isEqualTo(1);
        assertThat(clustering.refills()).containsExactly(0, 1);
        assertThat(clustering.sizes()[1]).isEqualTo(0.05 * 20 * EXAMPLES);
        ClusterCentres drawn = ClusterCentres.ofExamples(factors(), refills.get(0).source());
        for (String layer : drawn.layers()) {
            assertThat(clustering.centres().inputs(layer).getRow(1))
                    .isEqualTo(drawn.inputs(layer).getRow(0));
        }
    }

    @Test
    void onlineKeepsItsStateWhenGradientsAreNotFinite() {
        OnlineClustering clustering = online(OnlineSettings.published(2), 1, 2);
        clustering.update(factors());
        double[] sizes = clustering.sizes();
        ClusterCentres before = clustering.centres().copy();
        data.getFeatures().putScalar(3, 0, Double.POSITIVE_INFINITY);
        data.getFeatures().putScalar(4, 0, Double.NaN);
        assertThatThrownBy(() -> clustering.update(data.toMultiDataSet()))
                .isInstanceOf(ArithmeticException.class);
        assertThat(clustering.sizes()).containsExactly(sizes);
        String layer = before.layers().get(0);
        assertThat(clustering.centres().inputs(layer)).isEqualTo(before.inputs(layer));
    }

    @Test
    void costsFollowTheRule() {
        double[][] costs = {{1.00000004, 2}, {3, 0.5}};
        AssignmentRule.builder()
                .weighting(Weighting.RUNNING_SIZE)
                .sizePenalty(0.5)
                .build()
                .toCosts(costs, new double[] {1, 3});
        assertThat(costs[0][0]).isCloseTo(3.0000001, within(1e-12));
        assertThat(costs[0][1]).isEqualTo(10);
        assertThat(costs[1]).containsExactly(7, 4);
        double[][] noisy = {{0, 0, 0}};
        AssignmentRule.builder().grid(0).noise(2, 1).build().toCosts(noisy, new double[3]);
        assertThat(Arrays.stream(noisy[0]).boxed())
                .allMatch(cost -> cost > 0 && cost < 2)
                .doesNotHaveDuplicates();
    }

    @Test
    void settingsOutOfRange() {
        assertThatThrownBy(() -> AssignmentRule.builder().grid(-1))
                .hasMessageContaining("grid is -1");
        assertThatThrownBy(() -> AssignmentRule.builder().noise(Double.NaN, 1))
                .hasMessageContaining("noise is NaN");
        assertThatThrownBy(() -> OnlineSettings.published(3).withDecay(1))
                .hasMessageContaining("decay is 1.0, expected one in (0, 1)");
        assertThatThrownBy(() -> new OnlineSettings(0.5, 1, 1, RefillRule.DATA, 1))
                .hasMessageContaining("minimum share is 1.0");
        assertThatThrownBy(() -> new OnlineSettings(0.5, 0.1, 0, RefillRule.DATA, 1))
                .hasMessageContaining("start factor is 0");
        ClusterCentres centres = ClusterCentres.ofExamples(factors(), 1, 2);
        AssignmentRule descent = AssignmentRule.builder().weighting(Weighting.DESCENT).build();
        assertThatThrownBy(
                        () ->
                                new OnlineClustering(
                                        capture, centres, descent, OnlineSettings.published(2)))
                .hasMessageContaining("weighting is DESCENT");
        assertThatThrownBy(
                        () ->
                                new FullBatchClustering(
                                        capture, centres, descent, -1, SplitRule.lowest()))
                .hasMessageContaining("minimum size is -1");
    }

    @Test
    void halvesAreOfMembers() {
        int[] members = {2, 3, 5, 7, 11};
        assertThat(SplitRule.lowest().half(members)).containsExactly(2, 3);
        int[] half = SplitRule.random(1).half(members);
        assertThat(half).hasSize(2).doesNotHaveDuplicates();
        assertThat(members).contains(half);
        assertThat(members).containsExactly(2, 3, 5, 7, 11);
    }
}
