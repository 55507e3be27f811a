/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.substitution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vernier.layers.cost.InfeasibleBudgetException;
import io.github.vernier.layers.cost.NetworkCost;
import io.github.vernier.layers.cost.SizeMeasure;
import io.github.vernier.layers.substitution.SubstitutionReport.SubstitutedLayer;
import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Of the chain's 1533 parameters, 49 056 bits, a binary layer keeps one bit for each weight and 32
 * for each alpha and bias: "second" saves 31 · 432 − 32 · 8 = 13 136, "third" 31 · 576 − 32 · 8 =
 * 17 600, "point" 31 · 40 − 32 · 5 = 1 080.
 */
class BudgetOfBitsTest {

    private static final InputType INPUT = InputType.convolutional(6, 6, 2);
    private static final long ORIGINAL = 49_056;

    private static Substitution.Builder binary() {
        return Substitution.builder()
                .with(new BinarySubstitute())
                .keepFirst()
                .measure(SizeMeasure.BITS);
    }

    private static List<String> names(SubstitutionReport report) {
        return report.layers().stream().map(SubstitutedLayer::name).toList();
    }

    @ParameterizedTest(name = "{0}: {1} in {2} bits")
    @CsvSource({
        "49055, point, 47976",
        "47976, point, 47976",
        "47975, second, 35920",
        "40000, second, 35920",
        "35919, third, 31456",
        "31456, third, 31456",
        "31455, third point, 30376",
        "30376, third point, 30376",
        "30375, second third, 18320",
        "18320, second third, 18320",
        "18319, second third point, 17240",
        "17240, second third point, 17240",
    })
    void asFewLayersAsPossibleBecomeBinary(long budget, String replaced, long bits) {
        Substituted<MultiLayerNetwork> small =
                binary().budget(budget).build().apply(Trained.chain());
        SubstitutionReport report = small.report();
        assertThat(names(report)).containsExactly(replaced.split(" "));
        assertThat(report.bitsBefore()).isEqualTo(ORIGINAL);
        assertThat(report.bitsAfter())
                .isEqualTo(bits)
                .isEqualTo(NetworkCost.of(small.result(), INPUT).bits());
        assertThat(report.bitShare()).isEqualTo((double) bits / ORIGINAL);
    }

    @Test
    void aShareIsOneOfTheBits() {
        // 0.65 of the bits is 31 886; of the parameters it would be 996.
        SubstitutionReport report = binary().share(0.65).build().apply(Trained.chain()).report();
        assertThat(names(report)).containsExactly("third");
        assertThat(report.after()).isEqualTo(1533 + 8);
    }

    @Test
    void whatIsNotReplacedKeepsWhatItHasLearned() {
        MultiLayerNetwork original = Trained.chain();
        Substituted<MultiLayerNetwork> small = binary().budget(32_000).build().apply(original);
        assertThat(small.report().unchanged())
                .containsExactly("first", "second", "point", "layer5", "layer6");
        Layer second = small.result().getLayerWiseConfigurations().getConf(2).getLayer();
        assertThat(second.getClass()).isEqualTo(ConvolutionLayer.class);
        for (String name : List.of("0_W", "2_W", "4_W", "4_b", "5_W", "6_W", "1_mean")) {
            assertThat(small.result().getParam(name)).isEqualTo(original.getParam(name));
        }
    }

    @ParameterizedTest
    @CsvSource({"17239, below the floor", "49056, above the ceiling"})
    void anInfeasibleBudgetSaysWhatIsFeasible(long budget, String what) {
        Substitution substitution = binary().budget(budget).build();
        assertThatThrownBy(() -> substitution.apply(Trained.chainConfiguration(CNN2DFormat.NCHW)))
                .isInstanceOf(InfeasibleBudgetException.class)
                .hasMessage(
                        "Budget %d is %s: sizes from 17240 to 49055 can be reached", budget, what);
    }

    @Test
    void aBudgetOfParametersIsNothingForBinaryLayers() {
        Substitution substitution = binary().measure(SizeMeasure.PARAMETERS).share(0.9).build();
        assertThatThrownBy(() -> substitution.apply(Trained.chainConfiguration(CNN2DFormat.NCHW)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[second, third, point] have as many parameters or more")
                .hasMessageContaining("measure(...)");
    }

    @Test
    void layersOfAnySizeShareOneRatioForBitsToo() {
        SubstitutionReport bits =
                Substitution.builder()
                        .with(new HashedSubstitute())
                        .measure(SizeMeasure.BITS)
                        .budget(32 * 700 + 31)
                        .build()
                        .apply(Trained.chain())
                        .report();
        assertThat(bits.after()).isEqualTo(700);
        assertThat(bits.bitsAfter()).isEqualTo(32 * 700);
        assertThat(names(bits)).containsExactly("first", "second", "third", "point");
    }

    @Test
    void theReportTellsBitsWhereTheyDiffer() {
        SubstitutionReport report = binary().budget(32_000).build().apply(Trained.chain()).report();
        assertThat(report.format().lines())
                .anySatisfy(
                        line ->
                                assertThat(line)
                                        .startsWith(
                                                "third: 584 -> 592 parameters, 18,688 -> 1,088 bits"
                                                        + " as BinaryConvolution2D, residual 0."))
                .contains("unchanged: first, second, point, layer5, layer6")
                .contains("network: 49,056 -> 31,456 bits (64.12 %)");
    }

    @Test
    void aSecondSubstitutionCountsTheBitsOfTheFirst() {
        MultiLayerNetwork once = binary().budget(32_000).build().apply(Trained.chain()).result();
        SubstitutionReport twice =
                binary().layers("second").budget(20_000).build().apply(once).report();
        assertThat(twice.bitsBefore()).isEqualTo(31_456);
        assertThat(twice.bitsAfter()).isEqualTo(18_320);
    }
}
