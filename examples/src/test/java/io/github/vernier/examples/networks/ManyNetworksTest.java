/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.vernier.examples.networks.Networks.ImageShape;
import io.github.vernier.layers.binary.BinaryConvolution2D;
import io.github.vernier.layers.cost.CountingRule;
import io.github.vernier.layers.cost.NetworkCost;
import java.util.HashMap;
import java.util.Map;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.schedule.FixedSchedule;

/** The networks besides the wide residual ones, as they run. */
class ManyNetworksTest {

    private static final ImageShape SMALL = new ImageShape(3, 32, 32, 4);

    private static INDArray images(int count, int side) {
        Nd4j.getRandom().setSeed(7);
        return Nd4j.rand(DataType.FLOAT, count, 3, side, side);
    }

    private static INDArray labels(int count) {
        INDArray labels = Nd4j.zeros(DataType.FLOAT, count, 4);
        for (int i = 0; i < count; i++) {
            labels.putScalar(i, i % 4, 1);
        }
        return labels;
    }

    @ParameterizedTest
    @CsvSource({
        "resnet-20-4, group1 group2 group3, 4 8 16, 32 16 8",
        "resnet-18-cifar-2, group1 group2 group3 group4, 2 4 8 16, 32 16 8 4",
        "vgg-small-4, act0 act2 act4, 4 8 16, 32 16 8",
        "mobilenet-v2, block1 block3 block6 block13, 24 32 64 160, 8 4 2 1",
        "resnet-18, group1 group2 group3 group4, 64 128 256 512, 8 4 2 1",
    })
    void tapsAreWhereTheySay(String name, String taps, String channels, String sides) {
        Architecture architecture = Networks.byName(name, SMALL, 3);
        assertThat(architecture.taps()).containsExactly(taps.split(" "));
        NetworkCost cost = architecture.cost();
        for (int i = 0; i < architecture.taps().size(); i++) {
            long side = Long.parseLong(sides.split(" ")[i]);
            assertThat(cost.layer(architecture.taps().get(i)).output().getShape())
                    .containsExactly(Long.parseLong(channels.split(" ")[i]), side, side);
        }
        assertThat(cost.unknown(CountingRule.PUBLISHED)).isEmpty();
    }

    @Test
    void tapsOfDartsAreWhatReductionCellsReadLast() {
        Architecture darts = Networks.byName("darts", ImageShape.CIFAR_10, 3);
        assertThat(darts.taps()).containsExactly("cell5", "cell12");
        assertThat(darts.cost().layer("cell5").output().getShape()).containsExactly(144, 32, 32);
        assertThat(darts.cost().layer("cell12").output().getShape()).containsExactly(288, 16, 16);
    }

    @Test
    void splitsGiveMoreTaps() {
        assertThat(WideResNet.builder().depth(28).widen(1).splits(2).architecture().taps())
                .containsExactly(
                        "group1_block1_add",
                        "group1",
                        "group2_block1_add",
                        "group2",
                        "group3_block1_add",
                        "group3");
        assertThatThrownBy(() -> WideResNet.builder().splits(3).architecture())
                .hasMessageContaining("4 blocks")
                .hasMessageContaining("got 3");
    }

    @Test
    void stepsOfResNet20LowerTheLoss() {
        ImageShape tiny = new ImageShape(3, 8, 8, 4);
        ComputationGraph network =
                ((Architecture.Graph)
                                Networks.byName("resnet-20-4", tiny, 3, ConvFactory.stock(), 0))
                        .network();
        network.setLearningRate(0.02);
        INDArray images = images(16, 8).muli(0.5);
        for (int i = 0; i < 16; i++) {
            // Each class has a bright quarter.
            int row = 4 * (i % 4 / 2);
            int column = 4 * (i % 2);
            images.get(
                            NDArrayIndex.point(i),
                            NDArrayIndex.all(),
                            NDArrayIndex.interval(row, row + 4),
                            NDArrayIndex.interval(column, column + 4))
                    .addi(2);
        }
        DataSet batch = new DataSet(images.subi(images.meanNumber()), labels(16));
        network.fit(batch);
        double before = network.score();
        for (int i = 0; i < 40; i++) {
            network.fit(batch);
        }
        assertThat(network.score()).isLessThan(0.8 * before);
    }

    @Test
    void stepsReachEveryBinaryLayerOfResNet20() {
        ImageShape tiny = new ImageShape(3, 8, 8, 4);
        ComputationGraph network =
                ((Architecture.Graph)
                                Networks.byName(
                                        "resnet-20-4", tiny, 3, ConvUnits.byName("binary"), 0))
                        .network();
        Map<String, INDArray> before = new HashMap<>();
        network.paramTable().forEach((key, array) -> before.put(key, array.dup()));
        for (int i = 0; i < 3; i++) {
            network.fit(new DataSet(images(8, 8), labels(8)));
        }
        assertThat(network.params().isNaN().any()).isFalse();
        int binary = 0;
        for (String key : before.keySet()) {
            if (key.endsWith("_alpha")) {
                String latent = key.replace("_alpha", "_W");
                // Batch normalization behind it takes alpha's own gradient away.
                assertThat(network.getParam(latent)).as(latent).isNotEqualTo(before.get(latent));
                binary++;
            }
        }
        assertThat(binary).isEqualTo(18);
    }

    @Test
    void aStepOfVggSmallMovesItsParameters() {
        MultiLayerNetwork network =
                ((Architecture.Chain)
                                Networks.byName(
                                        "vgg-small-4",
                                        new ImageShape(3, 8, 8, 4),
                                        3,
                                        ConvFactory.binary(new FixedSchedule(0.9))))
                        .network();
        INDArray before = network.params().dup();
        network.fit(new DataSet(images(4, 8), labels(4)));
        assertThat(network.params()).isNotEqualTo(before);
        assertThat(network.output(images(2, 8)).shape()).containsExactly(2, 4);
        assertThat(network.getLayer("conv0").conf().getLayer())
                .isInstanceOf(ConvolutionLayer.class);
        assertThat(network.getLayer("conv0").conf().getLayer())
                .isNotInstanceOf(BinaryConvolution2D.class);
        assertThat(network.getLayer("conv5").conf().getLayer())
                .isInstanceOf(BinaryConvolution2D.class);
    }

    @Test
    void dartsTrainsWithAuxiliaryHeadAndDropPath() {
        ComputationGraph network =
                new ComputationGraph(
                        Darts.builder()
                                .channels(4)
                                .cells(3)
                                .classes(4)
                                .seed(3)
                                .updater(new Sgd(0.05))
                                .dropPath(new DropPath(new LinearRamp(0.2, 10)))
                                .auxiliaryHead(1, 0.4)
                                .build());
        network.init();
        assertThat(network.getConfiguration().getNetworkOutputs())
                .containsExactly("output", "auxiliary");
        MultiDataSet batch =
                new MultiDataSet(
                        new INDArray[] {images(2, 32)}, new INDArray[] {labels(2), labels(2)});
        // Drops paths.
        network.getConfiguration().setEpochCount(5);
        INDArray before = network.params().dup();
        network.fit(batch);
        assertThat(network.params()).isNotEqualTo(before);
        assertThat(network.params().isNaN().any()).isFalse();
        // Skips are not dropped, all else is.
        assertThat(network.getConfiguration().getVertices())
                .containsKey("cell0_edge0_path")
                .doesNotContainKey("cell0_edge5_path");
    }

    @Test
    void lossesOfTheAuxiliaryHeadAreWeighted() {
        double main = score(1, 0);
        double auxiliary = score(0, 1);
        assertThat(score(0.5, 0.25)).isCloseTo(0.5 * main + 0.25 * auxiliary, within(1e-4));
    }

    private static double score(double mainWeight, double auxiliaryWeight) {
        ComputationGraph network =
                new ComputationGraph(
                        Darts.builder()
                                .channels(2)
                                .cells(3)
                                .classes(4)
                                .seed(3)
                                .l2(0)
                                .auxiliaryHead(mainWeight, auxiliaryWeight)
                                .build());
        network.init();
        return network.score(
                new MultiDataSet(
                        new INDArray[] {images(2, 32)}, new INDArray[] {labels(2), labels(2)}),
                false);
    }

    @Test
    void mobileNetClassifiesAndTrains() {
        ComputationGraph network =
                ((Architecture.Graph) Networks.byName("mobilenet-v2", SMALL, 3)).network();
        INDArray output = network.outputSingle(images(2, 32));
        assertThat(output.shape()).containsExactly(2, 4);
        assertThat(output.sum(1).getDouble(0)).isCloseTo(1, within(1e-5));
        INDArray before = network.getParam("classifier_b").dup();
        network.fit(new DataSet(images(2, 32), labels(2)));
        assertThat(network.getParam("classifier_b")).isNotEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"G2B2", "A2B2", "DConvB2", "ConvB4", "DConv", "DConvG2", "Conv2x2"})
    void moonshineBlocksKeepTheShape(String block) {
        ImageShape tiny = new ImageShape(3, 8, 8, 4);
        ComputationGraph network =
                ((Architecture.Graph) Networks.byName("wrn-10-1", tiny, 3, ConvUnits.byName(block)))
                        .network();
        Map<String, INDArray> activations = network.feedForward(images(2, 8), false);
        assertThat(activations.get("group2_block0_conv1").shape()).containsExactly(2, 32, 4, 4);
        assertThat(activations.get("group3").shape()).containsExactly(2, 64, 2, 2);
        network.fit(new DataSet(images(2, 8), labels(2)));
        assertThat(network.params().isNaN().any()).isFalse();
    }

    @Test
    void binaryVariantsHaveWhatTheySay() {
        NetworkCost projected =
                BinaryResNet.builder()
                        .resNet18()
                        .width(4)
                        .shortcut(BinaryResNet.Shortcut.CONVOLUTION)
                        .architecture()
                        .cost();
        assertThat(projected.layer("group2_block0_shortcut").parameters()).isEqualTo(4 * 8);
        NetworkCost preLu =
                BinaryResNet.builder()
                        .width(4)
                        .nonlinearity(BinaryResNet.Nonlinearity.PRELU)
                        .architecture()
                        .cost();
        assertThat(preLu.layer("group2_block0_act1").parameters()).isEqualTo(8);
    }

    @Test
    void mistakesAreNamed() {
        assertThatThrownBy(() -> ConvUnits.byName("Fancy"))
                .hasMessageContaining("No layer \"Fancy\"; there are Conv, Sep");
        assertThatThrownBy(() -> ConvUnits.byName("Hashed_x"))
                .hasMessageContaining("expected a number after the underscore");
        assertThatThrownBy(() -> Moonshine.of("B8")).hasMessageContaining("No Moonshine block");
        assertThatThrownBy(() -> Networks.byName("small-cnn", SMALL, 1, ConvUnits.byName("G8B2")))
                .hasMessageContaining("must be single layers, got Moonshine");
        assertThatThrownBy(() -> Darts.builder().channels(3)).hasMessageContaining("got 3");
        assertThatThrownBy(() -> BinaryResNet.builder().width(3)).hasMessageContaining("got 3");
    }
}
