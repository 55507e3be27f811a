/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.vernier.layers.testing.GoldenFile;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.NoOp;

/** A block of ours, from the graph's input to a vertex {@code y}, with a reference's parameters. */
final class GoldenBlock {

    private static final double TOLERANCE = 1e-9;

    private final INDArray x;
    private final ComputationGraph graph;
    private final UnaryOperator<String> ours;

    /**
     * A block.
     *
     * @param builder has the block
     * @param x what enters it
     * @param parameters the reference's
     * @param ours our names by theirs
     */
    GoldenBlock(GraphBuilder builder, JsonNode x, JsonNode parameters, UnaryOperator<String> ours) {
        this.x = array(x);
        this.ours = ours;
        graph =
                new ComputationGraph(
                        builder.setOutputs("y")
                                .setInputTypes(
                                        InputType.convolutional(
                                                this.x.size(2), this.x.size(3), this.x.size(1)))
                                .build());
        graph.init();
        parameters
                .properties()
                .forEach(
                        entry -> {
                            INDArray parameter = graph.getParam(ours.apply(entry.getKey()));
                            parameter.assign(array(entry.getValue()).reshape(parameter.shape()));
                        });
    }

    /** Starts a graph. */
    static GraphBuilder start() {
        return new NeuralNetConfiguration.Builder()
                .dataType(DataType.DOUBLE)
                .updater(new NoOp())
                // A backward pass called by hand comes too late for stock batch norm's.
                .trainingWorkspaceMode(WorkspaceMode.NONE)
                .graphBuilder();
    }

    /** The forward pass in training: what each vertex gives. */
    Map<String, INDArray> forward() {
        return graph.feedForward(new INDArray[] {x}, true, false);
    }

    /**
     * Compares the gradients after a forward pass.
     *
     * @param g gradient of the loss at the output
     * @param expected the gradients of the reference's parameters
     */
    void verifyGradients(JsonNode g, JsonNode expected) {
        Gradient gradient = graph.backpropGradient(array(g));
        expected.properties()
                .forEach(
                        entry ->
                                assertClose(
                                        gradient.getGradientFor(ours.apply(entry.getKey())),
                                        entry.getValue()));
    }

    /** Compares in proportion to what is expected, if that is above 1. */
    static void assertClose(INDArray actual, JsonNode expected) {
        INDArray wanted = array(expected).reshape(actual.shape());
        double scale = Math.max(1, wanted.amaxNumber().doubleValue());
        assertThat(actual.sub(wanted).amaxNumber().doubleValue())
                .isCloseTo(0, within(TOLERANCE * scale));
    }

    private static INDArray array(JsonNode node) {
        return GoldenFile.tensor(node, DataType.DOUBLE);
    }
}
