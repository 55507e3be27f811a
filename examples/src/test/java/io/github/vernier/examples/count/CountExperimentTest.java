/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.count;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vernier.examples.networks.ConvFactory;
import io.github.vernier.examples.networks.ConvShape;
import io.github.vernier.examples.networks.Networks;
import io.github.vernier.examples.networks.Networks.ImageShape;
import io.github.vernier.layers.cost.CountingRule;
import io.github.vernier.layers.cost.NetworkCost;
import io.github.vernier.layers.hashed.HashedConvolution2D;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class CountExperimentTest {

    @Test
    void everyCountIsThePublishedOne() {
        assertThat(new CountExperiment().run())
                .hasSize(59)
                .allSatisfy(
                        count -> {
                            assertThat(count.parameters()).isEqualTo(count.publishedParameters());
                            assertThat(count.multAdds()).isEqualTo(count.publishedMultAdds());
                        });
    }

    @Test
    void layersOfTheHashedNetworksHaveThePublishedSizes() {
        ImageShape cifar = new ImageShape(3, 32, 32, 10);
        NetworkCost full =
                Networks.byName("wrn-28-10", cifar, 1, ConvFactory.hashedDecimate()).cost();
        assertThat(full.layer("group1_block0_conv1").parameters()).isEqualTo(2_464);
        assertThat(full.layer("group2_block1_conv2").parameters()).isEqualTo(92_480);
        assertThat(full.layer("group3_block0_conv1").parameters()).isEqualTo(184_960);
        NetworkCost separable =
                Networks.byName("wrn-28-10", cifar, 1, ConvFactory.separableHashedDecimate())
                        .cost();
        assertThat(separable.layer("group1_block0_conv1").parameters()).isEqualTo(144 + 2_320);
        assertThat(separable.layer("group3_block3_conv2").parameters()).isEqualTo(5_760 + 363_520);
    }

    /** The published count takes the factors' positions from before the stride. */
    @Test
    void factorsCountAtThePositionsOfTheirOutputWhenCorrected() {
        NetworkCost cost =
                Networks.byName("wrn-28-10", new ImageShape(3, 32, 32, 10), 1, ConvFactory.acdc(12))
                        .cost();
        double corrected =
                cost.layers().stream()
                        .mapToDouble(
                                layer ->
                                        layer.multAdds()
                                                .get(
                                                        layer.type().equals("AcdcConvolution2D")
                                                                ? CountingRule.CORRECTED
                                                                : CountingRule.PUBLISHED))
                        .sum();
        assertThat((long) corrected).isEqualTo(1_147_084_596);
        assertThat(cost.layer("group2_block0_conv1").parameters()).isEqualTo(1_440 + 7_040);
    }

    @Test
    void oneHundredClasses() {
        ImageShape cifar = new ImageShape(3, 32, 32, 100);
        assertThat(Networks.byName("wrn-28-10", cifar, 1).cost().parameters())
                .isEqualTo(36_536_884);
        assertThat(
                        Networks.byName("wrn-28-10", cifar, 1, ConvFactory.hashedDecimate())
                                .cost()
                                .parameters())
                .isEqualTo(3_969_588);
    }

    @Test
    void convolutionsOfOneShapeHashDifferently() {
        ConvShape shape = new ConvShape(4, 4, 3, 1);
        HashedConvolution2D first =
                (HashedConvolution2D) ConvFactory.hashedDecimate().convolution(shape, 1);
        HashedConvolution2D second =
                (HashedConvolution2D) ConvFactory.hashedDecimate().convolution(shape, 2);
        assertThat(first.getParameterization().indexTable(first.weightShape()))
                .isNotEqualTo(second.getParameterization().indexTable(second.weightShape()));
    }

    @Test
    void theCommandPrintsTheTableAndSucceeds() {
        StringWriter out = new StringWriter();
        int code = new CommandLine(new CountCommand()).setOut(new PrintWriter(out)).execute();
        assertThat(code).isZero();
        assertThat(out.toString().lines())
                .hasSize(60)
                .anyMatch(
                        line ->
                                line.matches(
                                        "wrn-28-10 +SepHashedDecimate +3,911,898 +3,911,898"
                                                + " +629,696,778 +629,696,778 +yes"));
        assertThat(out.toString()).doesNotContain("no\n");
    }
}
