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

/** The block against the reference's, forward and backward, batch normalization in training. */
class PreActivationBlockTest {

    /** Our parameters by the reference's names. */
    private static final Map<String, String> NAMES =
            Map.of(
                    "bn1.weight", "block_bn1_gamma",
                    "bn1.bias", "block_bn1_beta",
                    "conv1.conv.weight", "block_conv1_W",
                    "bn2.weight", "block_bn2_gamma",
                    "bn2.bias", "block_bn2_beta",
                    "conv2.conv.weight", "block_conv2_W",
                    "convShortcut.weight", "block_shortcut_W");

    @TestFactory
    List<DynamicTest> outputAndGradientsAreTheReferences() {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode block : GoldenFile.cases("compact", "wrn_block.json")) {
            if (block.get("conv").asText().equals("Conv")) {
                tests.add(DynamicTest.dynamicTest(block.get("name").asText(), () -> check(block)));
            }
        }
        assertThat(tests).isNotEmpty();
        return tests;
    }

    private static void check(JsonNode block) {
        GraphBuilder builder = GoldenBlock.start();
        PreActivationBlock.add(
                new GraphWriter(builder, ConvFactory.stock(), 0),
                "block",
                GraphWriter.INPUT,
                "y",
                new ConvShape(
                        block.get("in").asInt(),
                        block.get("out").asInt(),
                        3,
                        block.get("stride").asInt()));
        GoldenBlock ours =
                new GoldenBlock(builder, block.get("x"), block.get("params"), NAMES::get);
        GoldenBlock.assertClose(ours.forward().get("y"), block.get("y"));
        ours.verifyGradients(block.get("g"), block.get("dparams"));
    }
}
