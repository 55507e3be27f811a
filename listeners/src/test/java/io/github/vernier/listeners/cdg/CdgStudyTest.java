/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.cdg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.vernier.layers.testing.GoldenFile;
import io.github.vernier.listeners.GoldenNetwork;
import io.github.vernier.listeners.probe.NoisyNetworks;
import io.github.vernier.listeners.probe.ParameterBlock;
import io.github.vernier.listeners.probe.Twin;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

class CdgStudyTest {

    private static final JsonNode GOLDEN =
            GoldenFile.read("gradients", "15_cdg_smooth_mlp_cnn.json");

    @TestFactory
    List<DynamicTest> golden() {
        List<DynamicTest> tests = new ArrayList<>();
        GOLDEN.properties()
                .forEach(
                        entry -> {
                            if (entry.getValue().has("net")) {
                                JsonNode c = entry.getValue();
                                c.get("out")
                                        .properties()
                                        .forEach(
                                                out ->
                                                        tests.add(
                                                                DynamicTest.dynamicTest(
                                                                        entry.getKey()
                                                                                + " "
                                                                                + out.getKey(),
                                                                        () ->
                                                                                check(
                                                                                        c,
                                                                                        out
                                                                                                .getKey(),
                                                                                        out
                                                                                                .getValue()))));
                            }
                        });
        assertThat(tests).isNotEmpty();
        return tests;
    }

    /** A parameter of the file at all its ε, in one study. */
    private static void check(JsonNode c, String name, JsonNode out) {
        GoldenNetwork golden = GoldenNetwork.of(c.get("net"), c.get("X"), DataType.DOUBLE);
        MultiDataSet batch = GoldenNetwork.batch(golden.data(c.get("X"), c.get("Y")));
        List<String> keys = new ArrayList<>();
        out.fieldNames().forEachRemaining(keys::add);
        String layer = name.substring(0, name.lastIndexOf('.'));
        String block = name.replace('.', '/');
        CdgStudy study =
                new CdgStudy(
                        List.of(layer),
                        keys.stream().map(Double::valueOf).toList(),
                        0,
                        1,
                        CdgMode.INFERENCE,
                        List.of());
        Twin twin = Twin.ofInference(golden.network());
        CdgStudy.Result result = study.of(twin, batch, CdgStudy.Observer.NONE);
        ParameterBlock where =
                twin.blocks().stream()
                        .filter(b -> b.name().equals(block))
                        .findFirst()
                        .orElseThrow();
        for (String key : keys) {
            ParameterCdg found =
                    result.parameters().stream()
                            .filter(p -> p.name().equals(block))
                            .filter(p -> p.epsilon() == Double.parseDouble(key))
                            .findFirst()
                            .orElseThrow();
            JsonNode expected = out.get(key);
            // The difference of two losses has their rounding error, divided by 2ε.
            double tolerance = 1e-9 + 1e-15 / found.epsilon();
            assertSame(golden, where, name, found.cdg(), expected.get("cdg"), tolerance);
            assertSame(golden, where, name, found.backprop(), c.get("backprop").get(name), 1e-9);
            GradientAgreement agreement = found.agreement();
            assertThat(agreement.cosine())
                    .isCloseTo(expected.get("cosine_vs_backprop").asDouble(), within(1e-9));
            assertThat(agreement.relativeError())
                    .isCloseTo(expected.get("rel_l2_error").asDouble(), within(tolerance));
            assertThat(agreement.signAgreement())
                    .isEqualTo(expected.get("sign_agreement").asDouble());
        }
    }

    private static void assertSame(
            GoldenNetwork golden,
            ParameterBlock block,
            String name,
            double[] actual,
            JsonNode expected,
            double tolerance) {
        INDArray flat = Nd4j.zeros(DataType.DOUBLE, 1, golden.network().numParams());
        block.of(flat).assign(Nd4j.createFromArray(actual));
        INDArray ours = golden.named(flat, name);
        INDArray theirs = GoldenNetwork.array(expected, DataType.DOUBLE);
        assertThat(ours.shape()).containsExactly(theirs.shape());
        assertThat(ours.sub(theirs).amaxNumber().doubleValue()).isLessThan(tolerance);
    }

    @Test
    void aSampleIsDrawnOnceWithoutRepetition() {
        ParameterBlock block = new ParameterBlock("a", "W", 17, 1000, List.of(1000L), 'c', true);
        CdgStudy study =
                new CdgStudy(List.of(), List.of(0.1), 300, 4, CdgMode.INFERENCE, List.of());
        long[] drawn = study.coordinates(block);
        assertThat(drawn).hasSize(300).isSorted().doesNotHaveDuplicates();
        assertThat(drawn[299]).isLessThan(1000);
        // Uniform: the mean of 300 of 1000 has a standard deviation of 14.
        assertThat(LongStream.of(drawn).average().orElseThrow()).isCloseTo(499.5, within(50.0));
        assertThat(study.coordinates(block)).isEqualTo(drawn);
    }

    /** In training mode dropped units have no differences, and backpropagation agrees. */
    @Test
    void dropoutIsPinned() {
        MultiLayerNetwork network = NoisyNetworks.chain(1, DataType.DOUBLE);
        var data = NoisyNetworks.data(3, DataType.DOUBLE, 5);
        MultiDataSet batch =
                new org.nd4j.linalg.dataset.MultiDataSet(data.getFeatures(), data.getLabels());
        CdgStudy study = new CdgStudy(List.of(), List.of(1e-4), 0, 4, CdgMode.TRAINING, List.of());
        Nd4j.getRandom().setSeed(6);
        CdgStudy.Result result = study.of(Twin.of(network), batch, CdgStudy.Observer.NONE);
        assertThat(result.parameters()).hasSize(8);
        for (ParameterCdg parameter : result.parameters()) {
            for (int d = 0; d < parameter.cdg().length; d++) {
                assertThat(parameter.cdg()[d])
                        .as("%s[%d]", parameter.name(), d)
                        .isCloseTo(parameter.backprop()[d], within(1e-6));
            }
        }
    }

    @Test
    void agreementByHand() {
        GradientAgreement agreement =
                GradientAgreement.of(new double[] {3, 0, -4, 0}, new double[] {3, 4, 0, 0});
        assertThat(agreement.cosine()).isCloseTo(9.0 / 25, within(1e-15));
        assertThat(agreement.relativeError()).isCloseTo(Math.sqrt(32) / 5, within(1e-15));
        assertThat(agreement.signAgreement()).isEqualTo(0.5);
        assertThat(agreement.zeroShare()).isEqualTo(0.5);
        assertThat(agreement.cdgNorm()).isEqualTo(5);
        assertThat(GradientAgreement.of(new double[1], new double[1]).cosine()).isNaN();
    }
}
