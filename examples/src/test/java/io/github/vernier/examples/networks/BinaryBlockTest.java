/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.networks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.vernier.layers.testing.GoldenFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.schedule.FixedSchedule;

/** The block of ResNet-20 against the reference's, in training: shortcuts, clamp, hard-tanh. */
class BinaryBlockTest {

    /** Our name of a parameter such as {@code conv1.alpha}. */
    private static String ours(String theirs) {
        return "b_" + theirs.replace('.', '_').replace("_weight", "_W");
    }

    @TestFactory
    List<DynamicTest> outputAndGradientsAreTheReferences() {
        List<DynamicTest> tests = new ArrayList<>();
        for (String file : GoldenFile.files("binary", "recu_block_resnet20*.json")) {
            JsonNode block = GoldenFile.read("binary", file);
            tests.add(DynamicTest.dynamicTest(file, () -> check(block)));
        }
        assertThat(tests).isNotEmpty();
        return tests;
    }

    private static void check(JsonNode block) {
        JsonNode settings = block.get("params");
        GraphBuilder builder = GoldenBlock.start();
        GraphWriter writer =
                new GraphWriter(
                        builder,
                        ConvFactory.binary(new FixedSchedule(settings.get("tau").asDouble())),
                        0);
        BinaryResNet.builder()
                .resNet20()
                .block(
                        writer,
                        "b",
                        "y",
                        new ConvShape(
                                settings.get("inPlanes").asInt(),
                                settings.get("planes").asInt(),
                                3,
                                settings.get("stride").asInt()),
                        GraphWriter.INPUT);
        GoldenBlock ours =
                new GoldenBlock(
                        builder,
                        block.get("input"),
                        block.get("parameters"),
                        BinaryBlockTest::ours);
        Map<String, INDArray> activations = ours.forward();
        JsonNode expected = block.get("expected");
        GoldenBlock.assertClose(activations.get("b_act1"), expected.get("out1"));
        GoldenBlock.assertClose(activations.get("y"), expected.get("output"));
        ours.verifyGradients(block.get("outGrad"), expected.get("gradParameters"));
    }
}
