/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.substitution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.vernier.layers.cost.NetworkCost;
import io.github.vernier.layers.hashed.HashedConvolution2D;
import io.github.vernier.layers.hashed.HashedSeparableConvolution2D;
import io.github.vernier.layers.hashed.HashedWeight;
import io.github.vernier.layers.parameterized.WeightShape;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class SubstitutionTest {

    private static Substitution.Builder hashed() {
        return Substitution.builder().with(new HashedSubstitute());
    }

    private static Layer layer(MultiLayerNetwork network, int index) {
        return network.getLayerWiseConfigurations().getConf(index).getLayer();
    }

    private static Layer layer(ComputationGraphConfiguration graph, String name) {
        return ((LayerVertex) graph.getVertices().get(name)).getLayerConf().getLayer();
    }

    private static double distance(INDArray a, INDArray b) {
        return a.sub(b).amaxNumber().doubleValue();
    }

    @ParameterizedTest
    @EnumSource(CNN2DFormat.class)
    void atFullBudgetAChainComputesWhatTheOriginalDid(CNN2DFormat format) {
        MultiLayerNetwork original = Trained.chain(format);
        Substituted<MultiLayerNetwork> full = hashed().share(1).build().apply(original);

        assertThat(full.report().ratio()).isEqualTo(1);
        assertThat(full.report().after()).isEqualTo(full.report().before());
        assertThat(full.report().layers())
                .extracting(SubstitutionReport.SubstitutedLayer::name)
                .containsExactly("first", "second", "third", "point");
        assertThat(full.report().layers())
                .allSatisfy(layer -> assertThat(layer.residual()).hasValue(0));
        INDArray images = Trained.images(format, 9);
        assertThat(distance(full.result().output(images), original.output(images)))
                .isLessThan(1e-6);
        for (int i : new int[] {0, 2, 3, 4}) {
            assertThat(layer(full.result(), i)).isInstanceOf(HashedConvolution2D.class);
        }
    }

    @Test
    void atFullBudgetAGraphComputesWhatTheOriginalDid() {
        ComputationGraph original = Trained.graph();
        Substituted<ComputationGraph> full = hashed().ratio(1).build().apply(original);
        INDArray images = Trained.images(CNN2DFormat.NCHW, 9);
        assertThat(distance(full.result().outputSingle(images), original.outputSingle(images)))
                .isLessThan(1e-6);
        assertThat(full.report().layers())
                .extracting(SubstitutionReport.SubstitutedLayer::name)
                .containsExactly("a", "a_b", "c");
    }

    @Test
    void doublePrecisionIsKept() {
        MultiLayerConfiguration configuration = Trained.chainConfiguration(CNN2DFormat.NCHW);
        configuration.setDataType(DataType.DOUBLE);
        MultiLayerNetwork original = new MultiLayerNetwork(configuration);
        original.init();
        MultiLayerNetwork full = hashed().ratio(1).build().apply(original).result();
        assertThat(full.params().dataType()).isEqualTo(DataType.DOUBLE);
        INDArray images = Trained.images(CNN2DFormat.NCHW, 9).castTo(DataType.DOUBLE);
        assertThat(distance(full.output(images), original.output(images))).isLessThan(1e-14);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.4, 0.5, 0.77})
    void theBudgetIsThatOfTheWholeNetworkAndSpent(double share) {
        MultiLayerNetwork original = Trained.chain();
        InputType input = InputType.convolutional(6, 6, 2);
        long before = NetworkCost.of(original, input).parameters();
        Substituted<MultiLayerNetwork> small =
                hashed().keepFirst().minKernel(2).share(share).build().apply(original);

        long after = NetworkCost.of(small.result(), input).parameters();
        assertThat(small.report().before()).isEqualTo(before);
        assertThat(small.report().after()).isEqualTo(after);
        // Two layers share the ratio: at most one bucket of each is left over.
        assertThat((long) (share * before) - after).isBetween(0L, 1L);
        assertThat(layer(small.result(), 0).getClass()).isEqualTo(ConvolutionLayer.class);
        assertThat(layer(small.result(), 4).getClass()).isEqualTo(ConvolutionLayer.class);
        assertThat(small.result().numParams()).isEqualTo(after + 2 * 6);
    }

    @Test
    void anAbsoluteBudgetForAGraph() {
        Substituted<ComputationGraph> small = hashed().budget(200).build().apply(Trained.graph());
        assertThat(small.report().after()).isBetween(197L, 200L);
        assertThat(small.result().numParams()).isEqualTo(small.report().after() + 2 * 4);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void bucketsAreSignedMeansOfTheWeightsThatShareThem(boolean signed) {
        MultiLayerNetwork original = Trained.chain();
        Substituted<MultiLayerNetwork> small =
                Substitution.builder()
                        .with(new HashedSubstitute(signed))
                        .ratio(0.2)
                        .build()
                        .apply(original);

        HashedConvolution2D third = (HashedConvolution2D) layer(small.result(), 3);
        int[] indices = third.getParameterization().indexTable(third.weightShape());
        boolean[] negative = third.getParameterization().negatives(third.weightShape());
        double[] weight = original.getParam("3_W").dup('c').data().asDouble();
        double[] sums = new double[(int) third.getBuckets()];
        int[] counts = new int[sums.length];
        for (int j = 0; j < weight.length; j++) {
            sums[indices[j]] += negative[j] ? -weight[j] : weight[j];
            counts[indices[j]]++;
        }
        double[] buckets = small.result().getParam("3_buckets").dup().data().asDouble();
        double error = 0;
        double norm = 0;
        for (int j = 0; j < weight.length; j++) {
            double mean = sums[indices[j]] / counts[indices[j]];
            assertThat(buckets[indices[j]]).isCloseTo(mean, within(1e-6));
            error += Math.pow(weight[j] - (negative[j] ? -mean : mean), 2);
            norm += weight[j] * weight[j];
        }
        assertThat(sums).hasSize((int) (0.2 * 576));
        assertThat(small.report().layers().get(2).residual().orElseThrow())
                .isCloseTo(Math.sqrt(error / norm), within(1e-5));
    }

    @Test
    void theOriginalAndTheRandomStateAreLeftAlone() {
        MultiLayerNetwork original = Trained.chain();
        String json = original.getLayerWiseConfigurations().toJson();
        INDArray parameters = original.params().dup();
        INDArray updater = original.getUpdater().getStateViewArray().dup();
        Nd4j.getRandom().setSeed(5);
        double next = Nd4j.getRandom().nextDouble();

        Nd4j.getRandom().setSeed(5);
        Substituted<MultiLayerNetwork> small = hashed().share(0.5).build().apply(original);
        assertThat(Nd4j.getRandom().nextDouble()).isEqualTo(next);
        small.result().params().assign(0);
        ((BaseLayer) layer(small.result(), 2)).getIUpdater().setLrAndSchedule(0.5, null);

        assertThat(original.getLayerWiseConfigurations().toJson()).isEqualTo(json);
        assertThat(original.params()).isEqualTo(parameters);
        assertThat(original.getUpdater().getStateViewArray()).isEqualTo(updater);

        ComputationGraph graph = Trained.graph();
        String graphJson = graph.getConfiguration().toJson();
        INDArray graphParameters = graph.params().dup();
        hashed().share(0.5).build().apply(graph).result().params().assign(0);
        assertThat(graph.getConfiguration().toJson()).isEqualTo(graphJson);
        assertThat(graph.params()).isEqualTo(graphParameters);
    }

    @Test
    void allOtherParametersAreCopied() {
        MultiLayerNetwork original = Trained.chain();
        MultiLayerNetwork small = hashed().share(0.5).build().apply(original).result();
        assertThat(original.getParam("1_mean").amaxNumber().doubleValue()).isGreaterThan(0);
        for (String name :
                List.of(
                        "0_b",
                        "1_gamma",
                        "1_beta",
                        "1_mean",
                        "1_log10stdev",
                        "3_b",
                        "4_b",
                        "5_W",
                        "5_b",
                        "6_W",
                        "6_b")) {
            assertThat(small.getParam(name)).as(name).isEqualTo(original.getParam(name));
        }
        assertThat(small.paramTable()).doesNotContainKeys("0_W", "2_W", "2_b", "3_W", "4_W");

        ComputationGraph graph = Trained.graph();
        ComputationGraph part = hashed().layers("a").ratio(0.5).build().apply(graph).result();
        for (String name : List.of("a_b", "a_b_W", "a_b_b", "norm_mean", "c_W", "out_W")) {
            assertThat(part.getParam(name)).as(name).isEqualTo(graph.getParam(name));
        }
        assertThat(part.paramTable()).containsKey("a_buckets").doesNotContainKey("a_W");
    }

    @Test
    void settingsCountsAndPreProcessorsAreKept() {
        MultiLayerNetwork original = Trained.chain();
        MultiLayerNetwork small = hashed().share(0.5).build().apply(original).result();
        assertThat(small.getIterationCount()).isEqualTo(4);
        assertThat(small.getEpochCount()).isEqualTo(2);
        assertThat(small.getLayerWiseConfigurations().getInputPreProcessors())
                .isEqualTo(original.getLayerWiseConfigurations().getInputPreProcessors());
        ConvolutionLayer before = (ConvolutionLayer) layer(original, 2);
        ConvolutionLayer after = (ConvolutionLayer) layer(small, 2);
        assertThat(after.getIUpdater()).isEqualTo(before.getIUpdater());
        assertThat(after.getIUpdater().getLearningRate(4, 2)).isEqualTo(0.01);
        assertThat(after.getRegularizationByParam("buckets"))
                .isEqualTo(before.getRegularizationByParam("W"));
        assertThat(after.getIDropout()).isEqualTo(before.getIDropout());
        assertThat(after.getStride()).containsExactly(2, 2);
        assertThat(after.hasBias()).isFalse();
        assertThat(after.getActivationFn()).isEqualTo(before.getActivationFn());

        ComputationGraph graph = Trained.graph();
        graph.getConfiguration().setEpochCount(3);
        ComputationGraph smallGraph = hashed().share(0.5).build().apply(graph).result();
        assertThat(smallGraph.getIterationCount()).isEqualTo(4);
        assertThat(smallGraph.getEpochCount()).isEqualTo(3);
    }

    @Test
    void theNewNetworkTrains() {
        MultiLayerNetwork small = hashed().share(0.5).build().apply(Trained.chain()).result();
        INDArray labels = Nd4j.eye(3).castTo(small.params().dataType());
        DataSet batch =
                new DataSet(
                        Trained.images(CNN2DFormat.NCHW, 1).get(NDArrayIndex.interval(0, 3)).dup(),
                        labels);
        small.setLearningRate(0.02);
        double before = small.score(batch);
        for (int i = 0; i < 8; i++) {
            small.fit(batch);
        }
        assertThat(small.score(batch)).isLessThan(0.8 * before);
    }

    @Test
    void freshLayersDoNotLookAtTheTrainedWeights() {
        MultiLayerNetwork original = Trained.chain();
        Substitution fresh = hashed().share(0.5).initialization(Initialization.FRESH).build();
        Substituted<MultiLayerNetwork> first = fresh.apply(original);
        original.getParam("3_W").muli(2);
        Substituted<MultiLayerNetwork> second = fresh.apply(original);
        assertThat(first.result().getParam("3_buckets"))
                .isEqualTo(second.result().getParam("3_buckets"));
        assertThat(first.result().getParam("3_b")).isEqualTo(original.getParam("3_b"));
        assertThat(first.report().layers())
                .allSatisfy(layer -> assertThat(layer.residual()).isEmpty());
        // Xavier's deviation for the full tensor, fan-in and fan-out 72.
        assertThat(first.result().getParam("3_buckets").stdNumber().doubleValue())
                .isCloseTo(Math.sqrt(2.0 / 144), within(0.015));
    }

    @Test
    void layersOfOneShapeHashDifferentlyAndRepeatably() {
        MultiLayerConfiguration configuration =
                Trained.defaults()
                        .list()
                        .layer(Trained.convolution(3, 4).name("one").build())
                        .layer(Trained.convolution(3, 4).name("two").build())
                        .layer(new OutputLayer.Builder().nOut(2).build())
                        .setInputType(InputType.convolutional(4, 4, 4))
                        .build();
        Substitution substitution = hashed().ratio(0.3).seed(8).build();
        MultiLayerConfiguration small = substitution.apply(configuration).result();
        assertThat(table(small, 0)).isNotEqualTo(table(small, 1));
        assertThat(table(substitution.apply(configuration).result(), 0)).isEqualTo(table(small, 0));
        assertThat(table(hashed().ratio(0.3).seed(9).build().apply(configuration).result(), 0))
                .isNotEqualTo(table(small, 0));
        assertThat(MultiLayerConfiguration.fromJson(small.toJson())).isEqualTo(small);
    }

    private static int[] table(MultiLayerConfiguration configuration, int index) {
        HashedConvolution2D layer = (HashedConvolution2D) configuration.getConf(index).getLayer();
        return layer.getParameterization().indexTable(layer.weightShape());
    }

    @Test
    void configurationsOfBothKinds() {
        MultiLayerConfiguration chain = Trained.chainConfiguration(CNN2DFormat.NCHW);
        String json = chain.toJson();
        Substituted<MultiLayerConfiguration> small =
                hashed().keepLast().minKernel(3).ratio(0.1).build().apply(chain);
        assertThat(chain.toJson()).isEqualTo(json);
        assertThat(small.report().layers())
                .extracting(SubstitutionReport.SubstitutedLayer::name)
                .containsExactly("first", "second", "third");

        ComputationGraphConfiguration graph = Trained.graphConfiguration();
        String graphJson = graph.toJson();
        Substituted<ComputationGraphConfiguration> smallGraph =
                hashed().keepFirst().keepLast().ratio(0.1).build().apply(graph);
        assertThat(graph.toJson()).isEqualTo(graphJson);
        assertThat(layer(smallGraph.result(), "a_b")).isInstanceOf(HashedConvolution2D.class);
        assertThat(layer(smallGraph.result(), "a").getClass()).isEqualTo(ConvolutionLayer.class);
        assertThat(layer(smallGraph.result(), "c").getClass()).isEqualTo(ConvolutionLayer.class);
    }

    @Test
    void layersAreChosenByNameAndCondition() {
        MultiLayerNetwork original = Trained.chain();
        assertThat(hashed().layers("second|third").ratio(0.1).build().apply(original).report())
                .extracting(report -> report.layers().size())
                .isEqualTo(2);
        assertThat(
                        hashed().where(layer -> layer.getNOut() == 8 && layer.hasBias())
                                .ratio(0.1)
                                .build()
                                .apply(original)
                                .report()
                                .layers())
                .extracting(SubstitutionReport.SubstitutedLayer::name)
                .containsExactly("third");
    }

    @Test
    void separableLayersOfATrainedNetwork() {
        MultiLayerNetwork original = Trained.chain();
        // Two rank-1 weights can be represented exactly.
        INDArray weight = original.getParam("3_W");
        RankOne exact = RankOne.of(weight);
        weight.assign(exact.product());
        Substituted<MultiLayerNetwork> separable =
                Substitution.builder()
                        .with(new HashedSeparableSubstitute())
                        .layers("third|point")
                        .ratio(1)
                        .build()
                        .apply(original);
        assertThat(layer(separable.result(), 3)).isInstanceOf(HashedSeparableConvolution2D.class);
        assertThat(separable.report().layers())
                .allSatisfy(
                        layer ->
                                assertThat(layer.residual().orElseThrow())
                                        .isCloseTo(0, within(1e-6)));
        assertThat(separable.report().layers().get(0).after()).isEqualTo(72 + 64 + 8);
        assertThat(separable.report().layers().get(1).after()).isEqualTo(40 + 5);
        INDArray images = Trained.images(CNN2DFormat.NCHW, 9);
        assertThat(distance(separable.result().output(images), original.output(images)))
                .isLessThan(1e-5);
    }

    @Test
    void theReportedResidualIsThatOfTheAppliedWeight() {
        MultiLayerNetwork original = Trained.chain();
        Substituted<MultiLayerNetwork> separable =
                Substitution.builder()
                        .with(new HashedSeparableSubstitute())
                        .layers("third")
                        .ratio(0.3)
                        .build()
                        .apply(original);
        HashedSeparableConvolution2D layer =
                (HashedSeparableConvolution2D) layer(separable.result(), 3);
        double[] depthwise = separable.result().getParam("3_dW").dup('c').data().asDouble();
        double[] buckets = separable.result().getParam("3_pBuckets").dup().data().asDouble();
        int[] indices =
                ((HashedWeight) layer.getPointwise()).indexTable(new WeightShape(8, 8, 1, 1));
        INDArray weight = original.getParam("3_W");
        double error = 0;
        for (int o = 0; o < 8; o++) {
            for (int i = 0; i < 8; i++) {
                for (int k = 0; k < 9; k++) {
                    double applied = buckets[indices[o * 8 + i]] * depthwise[i * 9 + k];
                    error += Math.pow(weight.getDouble(o, i, k / 3, k % 3) - applied, 2);
                }
            }
        }
        assertThat(separable.report().layers().get(0).residual().orElseThrow())
                .isCloseTo(Math.sqrt(error) / weight.norm2Number().doubleValue(), within(1e-5));
    }

    @Test
    void constraintsApplyToTheNewParameters() {
        MultiLayerConfiguration configuration =
                Trained.defaults()
                        .constrainWeights(new MaxNormConstraint(0.5, 1))
                        .constrainBias(new MaxNormConstraint(0.25, 0))
                        .list()
                        .layer(Trained.convolution(3, 4).build())
                        .layer(new OutputLayer.Builder().nOut(2).build())
                        .setInputType(InputType.convolutional(4, 4, 2))
                        .build();
        Layer layer =
                hashed().ratio(0.5).build().apply(configuration).result().getConf(0).getLayer();
        assertThat(layer.getConstraints()).hasSize(2);
        assertThat(layer.getConstraints().get(0).getParams()).containsExactly("buckets");
        assertThat(layer.getConstraints().get(1).getParams()).containsExactly("b");
    }

    @Test
    void anInfeasibleBudgetSaysWhatIsFeasible() {
        Substitution tiny = hashed().minKernel(3).budget(100).build();
        assertThatThrownBy(() -> tiny.apply(Trained.chain()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Budget 100 is below the floor: sizes from 420 to 1533");
        assertThatThrownBy(() -> hashed().budget(1_000_000).build().apply(Trained.chain()))
                .hasMessageContaining("above the ceiling");
    }

    @Test
    void nothingToReplaceIsAnError() {
        assertThatThrownBy(
                        () -> hashed().layers("fourth").ratio(0.5).build().apply(Trained.chain()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("No layer to replace")
                .hasMessageContaining("fourth")
                .hasMessageContaining("[first, second, third, point]");
    }

    @Test
    void convolutionsThatAreNotPlainAreNotReplaced() {
        MultiLayerConfiguration configuration =
                Trained.defaults()
                        .list()
                        .layer(Trained.convolution(3, 4).name("plain").build())
                        .layer(new SeparableConvolution2D.Builder(3, 3).nOut(4).name("sep").build())
                        .layer(new OutputLayer.Builder().nOut(2).build())
                        .setInputType(InputType.convolutional(4, 4, 2))
                        .build();
        assertThat(hashed().ratio(0.5).build().apply(configuration).report().layers())
                .extracting(SubstitutionReport.SubstitutedLayer::name)
                .containsExactly("plain");
        assertThatThrownBy(() -> hashed().layers(".*").ratio(0.5).build().apply(configuration))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"sep\" is a SeparableConvolution2D");
    }

    @Test
    void frozenLayersStayFrozenAndCount() {
        ComputationGraph frozen =
                new TransferLearning.GraphBuilder(Trained.graph())
                        .setFeatureExtractor("sum")
                        .build();
        Substituted<ComputationGraph> small = hashed().ratio(0.5).build().apply(frozen);
        assertThat(small.report().layers())
                .extracting(SubstitutionReport.SubstitutedLayer::name)
                .containsExactly("c");
        assertThat(small.report().before())
                .isEqualTo(NetworkCost.of(frozen, InputType.convolutional(6, 6, 2)).parameters());
        assertThat(small.result().getParam("a_W")).isEqualTo(frozen.getParam("a_W"));
    }

    /** A family of one's own needs two methods. */
    private record Same() implements Substitute {
        @Override
        public ConvolutionLayer replace(ConvolutionLayer original, double ratio, long seed) {
            return new ConvolutionLayer.Builder(original.getKernelSize()).build();
        }

        @Override
        public double initialize(
                ConvolutionLayer layer, INDArray weight, Map<String, INDArray> parameters) {
            parameters.get("W").assign(weight);
            return 0;
        }
    }

    @Test
    void anotherFamilyPlugsIn() {
        MultiLayerNetwork original = Trained.chain();
        MultiLayerNetwork same =
                Substitution.builder().with(new Same()).ratio(1).build().apply(original).result();
        assertThat(same.params()).isEqualTo(original.params());
        assertThat(layer(same, 2)).isEqualTo(layer(original, 2));
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThatThrownBy(() -> Substitution.builder().ratio(0.1).build())
                .hasMessageContaining("with(");
        assertThatThrownBy(() -> hashed().build()).hasMessageContaining("share(");
        assertThatThrownBy(() -> hashed().share(0)).hasMessageContaining("(0, 1], got 0.0");
        assertThatThrownBy(() -> hashed().ratio(1.5)).hasMessageContaining("got 1.5");
        MultiLayerNetwork empty =
                new MultiLayerNetwork(Trained.chainConfiguration(CNN2DFormat.NCHW));
        assertThatThrownBy(() -> hashed().ratio(1).build().apply(empty))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("init()");
    }

    @Test
    void theReportReadsWell() {
        SubstitutionReport report =
                hashed().layers("third").ratio(0.25).build().apply(Trained.chain()).report();
        assertThat(report.format().lines().findFirst().orElseThrow())
                .matches(
                        "third: 584 -> 152 parameters as HashedConvolution2D, residual 0\\.\\d{4}");
        assertThat(report.format()).contains("network: 1,");
        assertThat(report.share()).isEqualTo((double) report.after() / report.before());
    }
}
