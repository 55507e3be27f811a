/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.vernier.examples.networks.Networks.ImageShape;
import io.github.vernier.layers.cost.Budget;
import io.github.vernier.layers.cost.BudgetSolver;
import io.github.vernier.layers.cost.CountingRule;
import io.github.vernier.layers.cost.LayerCost;
import io.github.vernier.layers.cost.NetworkCost;
import io.github.vernier.layers.substitution.HashedSubstitute;
import io.github.vernier.layers.substitution.Substituted;
import io.github.vernier.layers.substitution.Substitution;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

class NetworksTest {

    private static final ImageShape CIFAR = new ImageShape(3, 32, 32, 10);

    @Test
    void layersOfWideResNetCostWhatThePublishedOnesCost() {
        NetworkCost cost = Networks.byName("wrn-28-10", CIFAR, 1).cost();
        assertThat(cost.parameters()).isEqualTo(36_479_194);
        assertThat(cost.multAdds(CountingRule.PUBLISHED)).hasValue(5_245_638_922L);
        assertLayer(cost, "stem", 432, 442_368);
        assertLayer(cost, "group1_block0_conv1", 23_040, 23_592_960);
        assertLayer(cost, "group1_block3_conv2", 230_400, 235_929_600);
        assertLayer(cost, "group1_block0_shortcut", 2_560, 2_621_440);
        assertLayer(cost, "group2_block0_conv1", 460_800, 117_964_800);
        assertLayer(cost, "group3_block3_conv2", 3_686_400, 235_929_600);
        assertLayer(cost, "output", 6_410, 6_410);
        assertThat(cost.statistics()).isEqualTo(17_952);
        assertThat(sum(cost, "ActivationLayer", CountingRule.PUBLISHED)).isEqualTo(2_310_144);
        assertThat(cost.layer("group2").output().getShape()).containsExactly(320, 16, 16);
    }

    @Test
    void theCorrectedRuleAddsNormalizationAdditionsAndPooling() {
        NetworkCost cost = Networks.byName("wrn-28-10", CIFAR, 1).cost();
        long additions = 4 * (160 * 1024 + 320 * 256 + 640 * 64);
        long normalization = 2_310_144;
        assertThat(cost.multAdds(CountingRule.CORRECTED))
                .hasValue(5_245_638_922L + additions + normalization + 640 * 64);
    }

    /** The published setting by scalar minimization was h = 0.0057369 with 499 955 parameters. */
    @Test
    void theBudgetIsSolvedOnTheNetworkItself() {
        Budget solved =
                BudgetSolver.real(
                                h ->
                                        Networks.byName(
                                                        "wrn-28-10",
                                                        CIFAR,
                                                        1,
                                                        ConvFactory.hashed(h))
                                                .cost()
                                                .parameters(),
                                0.001,
                                0.9,
                                500_000)
                        .orThrow();
        assertThat(solved.value()).isCloseTo(0.0057369, within(5e-6));
        assertThat(solved.size()).isBetween(499_955L, 500_000L);
        assertThat(solved.floor()).isEqualTo(328_499);
    }

    @Test
    void aTenthOfWideResNetBySubstitution() {
        Substituted<ComputationGraphConfiguration> tenth =
                Substitution.builder()
                        .with(new HashedSubstitute())
                        .layers("group.*_conv.")
                        .share(0.1)
                        .build()
                        .apply(WideResNet.builder().build());
        InputType images = InputType.convolutional(32, 32, 3);
        NetworkCost cost = NetworkCost.of(tenth.result(), images);
        assertThat(tenth.report().layers()).hasSize(24);
        assertThat(cost.parameters()).isEqualTo(tenth.report().after());
        assertThat(cost.parameters()).isBetween(3_647_919L - 24, 3_647_919L);
        assertThat(cost.multAdds(CountingRule.PUBLISHED)).hasValue(5_245_638_922L);
    }

    private static void assertLayer(NetworkCost cost, String name, long parameters, long adds) {
        assertThat(cost.layer(name).parameters()).isEqualTo(parameters);
        assertThat(cost.layer(name).multAdds(CountingRule.PUBLISHED)).hasValue(adds);
    }

    private static long sum(NetworkCost cost, String type, CountingRule rule) {
        return cost.layers().stream()
                .filter(layer -> layer.type().equals(type))
                .mapToLong((LayerCost layer) -> layer.multAdds(rule).orElseThrow())
                .sum();
    }

    @Test
    void smallCnnIsMostlyConvolutions() {
        NetworkCost cost = Networks.byName("small-cnn", new ImageShape(1, 28, 28, 10), 1).cost();
        long convolutions =
                cost.layers().stream()
                        .filter(layer -> layer.type().equals("ConvolutionLayer"))
                        .mapToLong(LayerCost::parameters)
                        .sum();
        assertThat(convolutions).isEqualTo(9 * (16 + 256 + 512 + 1024 + 4096 + 16_384));
        assertThat(cost.parameters()).isEqualTo(convolutions + 2 * 2 * (16 + 32 + 128) + 1290);
        assertThat((double) convolutions / cost.parameters()).isGreaterThan(0.98);
    }

    @ParameterizedTest
    @ValueSource(strings = {"wrn-10-1", "WRN-16-1"})
    void tapsOfAGraphAreTheEndsOfItsGroups(String name) {
        Architecture architecture = Networks.byName(name, new ImageShape(1, 8, 12, 4), 3);
        ComputationGraph network = ((Architecture.Graph) architecture).network();
        Map<String, INDArray> activations =
                network.feedForward(Nd4j.rand(DataType.FLOAT, 2, 1, 8, 12), false);
        assertThat(architecture.taps()).containsExactly("group1", "group2", "group3");
        assertThat(activations.get("group1").shape()).containsExactly(2, 16, 8, 12);
        assertThat(activations.get("group2").shape()).containsExactly(2, 32, 4, 6);
        assertThat(activations.get("group3").shape()).containsExactly(2, 64, 2, 3);
        assertThat(activations.get("output").shape()).containsExactly(2, 4);
        assertThat(network.numParams())
                .isEqualTo(architecture.cost().parameters() + architecture.cost().statistics());
    }

    @Test
    void tapsOfTheSmallCnnAreTheEndsOfItsStages() {
        Architecture architecture = Networks.byName("small-cnn", new ImageShape(3, 12, 12, 4), 3);
        MultiLayerNetwork network = ((Architecture.Chain) architecture).network();
        network.output(Nd4j.rand(DataType.FLOAT, 2, 3, 12, 12));
        assertThat(architecture.taps()).containsExactly("stage1", "stage2", "stage3");
        assertThat(architecture.taps())
                .allSatisfy(tap -> assertThat(network.getLayer(tap)).isNotNull());
        assertThat(architecture.cost().layer("stage3").output().getShape())
                .containsExactly(128, 3, 3);
    }

    @Test
    void theSeedDecidesTheParameters() {
        ImageShape shape = new ImageShape(1, 8, 8, 3);
        INDArray first = Networks.byName("wrn-10-1", shape, 5).network().params();
        assertThat(Networks.byName("wrn-10-1", shape, 5).network().params()).isEqualTo(first);
        assertThat(Networks.byName("wrn-10-1", shape, 6).network().params()).isNotEqualTo(first);
    }

    @Test
    void initialWeightsHaveTheReferencesDeviation() {
        ComputationGraph network =
                ((Architecture.Graph) Networks.byName("wrn-10-2", CIFAR, 5)).network();
        assertThat(network.getParam("group3_block0_conv2_W").stdNumber().doubleValue())
                .isCloseTo(Math.sqrt(2.0 / (9 * 128)), within(5e-4));
        double bound = 1 / Math.sqrt(128);
        INDArray head = network.getParam("output_W");
        assertThat(head.amaxNumber().doubleValue()).isLessThanOrEqualTo(bound);
        assertThat(head.stdNumber().doubleValue()).isCloseTo(bound / Math.sqrt(3), within(3e-3));
        assertThat(network.getParam("output_b").amaxNumber().doubleValue()).isZero();
    }

    @Test
    void aFewStepsLowerTheLoss() {
        MultiLayerNetwork network =
                ((Architecture.Chain) Networks.byName("small-cnn", new ImageShape(1, 12, 12, 2), 3))
                        .network();
        Nd4j.getRandom().setSeed(11);
        INDArray images = Nd4j.rand(DataType.FLOAT, 16, 1, 12, 12);
        INDArray labels = Nd4j.zeros(DataType.FLOAT, 16, 2);
        for (int i = 0; i < 16; i++) {
            images.slice(i).addi(i % 2);
            labels.putScalar(i, i % 2, 1);
        }
        DataSet batch = new DataSet(images, labels);
        double before = network.score(batch, true);
        for (int i = 0; i < 10; i++) {
            network.fit(batch);
        }
        assertThat(network.score(batch, true)).isLessThan(0.2 * before);
    }

    @Test
    void mistakesAreNamed() {
        assertThatThrownBy(() -> Networks.byName("vgg", CIFAR, 1))
                .hasMessage("No network \"vgg\"; there are " + Networks.NAMES);
        assertThatThrownBy(() -> Networks.byName("wrn-12-1", CIFAR, 1))
                .hasMessageContaining("6n + 4")
                .hasMessageContaining("12");
        assertThatThrownBy(() -> WideResNet.builder().widen(0)).hasMessageContaining("got 0");
        assertThatThrownBy(() -> SmallCnn.builder().classes(1)).hasMessageContaining("got 1");
        assertThatThrownBy(() -> new ConvShape(0, 1, 3, 1)).hasMessageContaining("in=0");
    }
}
