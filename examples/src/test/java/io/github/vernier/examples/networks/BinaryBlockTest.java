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
import org.nd4j.linalg.schedule.FixedSchedule;

/** The block of ResNet-20 against the reference's, in training: shortcuts, clamp, hard-tanh. */
class BinaryBlockTest {

    private static final double TOLERANCE = 1e-9;

    private static INDArray array(JsonNode node) {
        return GoldenFile.tensor(node, DataType.DOUBLE);
    }

    /** Our name of a parameter such as {@code conv1.alpha}. */
    private static String ours(String theirs) {
        return "b_" + theirs.replace('.', '_').replace("_weight", "_W");
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
        for (String file : GoldenFile.files("binary", "recu_block_resnet20*.json")) {
            JsonNode block = GoldenFile.read("binary", file);
            tests.add(DynamicTest.dynamicTest(file, () -> check(block)));
        }
        assertThat(tests).isNotEmpty();
        return tests;
    }

    private static void check(JsonNode block) {
        JsonNode settings = block.get("params");
        INDArray x = array(block.get("input"));
        GraphBuilder builder =
                new NeuralNetConfiguration.Builder()
                        .dataType(DataType.DOUBLE)
                        .updater(new NoOp())
                        // A backward pass called by hand comes too late for stock batch norm's.
                        .trainingWorkspaceMode(WorkspaceMode.NONE)
                        .graphBuilder();
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
        ComputationGraph graph =
                new ComputationGraph(
                        builder.setOutputs("y")
                                .setInputTypes(
                                        InputType.convolutional(x.size(2), x.size(3), x.size(1)))
                                .build());
        graph.init();
        block.get("parameters")
                .properties()
                .forEach(
                        entry -> {
                            INDArray parameter = graph.getParam(ours(entry.getKey()));
                            parameter.assign(array(entry.getValue()).reshape(parameter.shape()));
                        });

        Map<String, INDArray> activations = graph.feedForward(new INDArray[] {x}, true, false);
        JsonNode expected = block.get("expected");
        assertClose(activations.get("b_act1"), expected.get("out1"));
        assertClose(activations.get("y"), expected.get("output"));
        Gradient gradient = graph.backpropGradient(array(block.get("outGrad")));
        expected.get("gradParameters")
                .properties()
                .forEach(
                        entry ->
                                assertClose(
                                        gradient.getGradientFor(ours(entry.getKey())),
                                        entry.getValue()));
    }
}
