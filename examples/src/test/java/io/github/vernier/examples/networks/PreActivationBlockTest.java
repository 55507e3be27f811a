/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.vernier.layers.testing.GoldenFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.NoOp;

/** The block against the reference's, forward and backward, batch normalization in training. */
class PreActivationBlockTest {

    private static final double TOLERANCE = 1e-9;

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

    private static INDArray array(JsonNode node) {
        return GoldenFile.tensor(node, DataType.DOUBLE);
    }

    private static void assertClose(INDArray actual, JsonNode expected) {
        INDArray wanted = array(expected).reshape(actual.shape());
        double scale = Math.max(1, wanted.amaxNumber().doubleValue());
        assertThat(actual.sub(wanted).amaxNumber().doubleValue())
                .isCloseTo(0, within(TOLERANCE * scale));
    }

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
        INDArray x = array(block.get("x"));
        GraphBuilder builder =
                new NeuralNetConfiguration.Builder()
                        .dataType(DataType.DOUBLE)
                        .updater(new NoOp())
                        // A backward pass called by hand comes too late for stock batch norm's.
                        .trainingWorkspaceMode(WorkspaceMode.NONE)
                        .graphBuilder();
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
        ComputationGraph graph =
                new ComputationGraph(
                        builder.setOutputs("y")
                                .setInputTypes(
                                        InputType.convolutional(x.size(2), x.size(3), x.size(1)))
                                .build());
        graph.init();
        block.get("params")
                .properties()
                .forEach(
                        entry -> {
                            INDArray parameter = graph.getParam(NAMES.get(entry.getKey()));
                            parameter.assign(array(entry.getValue()).reshape(parameter.shape()));
                        });

        Map<String, INDArray> activations = graph.feedForward(new INDArray[] {x}, true, false);
        assertClose(activations.get("y"), block.get("y"));
        Gradient gradient = graph.backpropGradient(array(block.get("g")));
        block.get("dparams")
                .properties()
                .forEach(
                        entry ->
                                assertClose(
                                        gradient.getGradientFor(NAMES.get(entry.getKey())),
                                        entry.getValue()));
    }
}
