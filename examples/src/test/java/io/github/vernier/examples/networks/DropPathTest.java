/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.vernier.layers.testing.GoldenFile;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.schedule.FixedSchedule;

class DropPathTest {

    @Test
    void theProbabilityGrowsAsInTheReference() {
        for (JsonNode c : GoldenFile.cases("compact", "sgd_schedules.json")) {
            if (c.get("name").asText().startsWith("drop_path")) {
                JsonNode expected = c.get("p");
                LinearRamp ramp = new LinearRamp(0.2, expected.size());
                for (int epoch = 0; epoch < expected.size(); epoch++) {
                    assertThat(ramp.valueAt(7, epoch))
                            .isCloseTo(expected.get(epoch).asDouble(), within(1e-15));
                }
            }
        }
        assertThat(new LinearRamp(0.2, 10).valueAt(0, 5)).isEqualTo(0.1);
        assertThatThrownBy(() -> new LinearRamp(0.2, 0)).hasMessageContaining("got 0");
    }

    @Test
    void dropsWholeExamplesAndScalesTheOthers() {
        Nd4j.getRandom().setSeed(5);
        INDArray x = Nd4j.rand(DataType.DOUBLE, 400, 3, 2, 2).addi(0.5);
        DropPath path = new DropPath(new FixedSchedule(0.25));
        INDArray y = path.applyDropout(x, x.ulike(), 0, 0, LayerWorkspaceMgr.noWorkspaces());
        INDArray g = Nd4j.rand(DataType.DOUBLE, 400, 3, 2, 2).addi(0.5);
        INDArray back = path.backprop(g, g.ulike(), 0, 0);
        int kept = 0;
        for (int i = 0; i < 400; i++) {
            boolean isKept = y.slice(i).amaxNumber().doubleValue() > 0;
            kept += isKept ? 1 : 0;
            double factor = isKept ? 1 / 0.75 : 0;
            assertThat(y.slice(i).distance2(x.slice(i).mul(factor))).isCloseTo(0, within(1e-12));
            assertThat(back.slice(i).distance2(g.slice(i).mul(factor))).isCloseTo(0, within(1e-12));
        }
        assertThat(kept).isBetween(275, 325);
    }

    private static ComputationGraph graph(DropPath path) {
        ComputationGraphConfiguration configuration =
                new NeuralNetConfiguration.Builder()
                        .seed(3)
                        .updater(new Sgd(0.1))
                        .graphBuilder()
                        .addInputs("x")
                        .addLayer("path", new DropoutLayer(path), "x")
                        .addLayer("pool", new GlobalPoolingLayer(PoolingType.AVG), "path")
                        .addLayer(
                                "output",
                                new OutputLayer.Builder()
                                        .nIn(2)
                                        .nOut(2)
                                        .activation(Activation.SOFTMAX)
                                        .build(),
                                "pool")
                        .setOutputs("output")
                        .setInputTypes(InputType.convolutional(3, 3, 2))
                        .build();
        ComputationGraph graph = new ComputationGraph(configuration);
        graph.init();
        return graph;
    }

    @Test
    void survivesJsonAndLeavesInferenceAlone() {
        ComputationGraph graph = graph(new DropPath(new LinearRamp(0.2, 10)));
        ComputationGraphConfiguration again =
                ComputationGraphConfiguration.fromJson(graph.getConfiguration().toJson());
        assertThat(again).isEqualTo(graph.getConfiguration());
        INDArray x = Nd4j.rand(DataType.FLOAT, 4, 2, 3, 3);
        assertThat(graph.feedForward(x, false).get("path")).isEqualTo(x);
        // In the first epoch nothing is dropped.
        assertThat(graph.feedForward(x, true).get("path")).isEqualTo(x);
    }

    @Test
    void rejectsProbabilitiesThatLeaveNothing() {
        ComputationGraph graph = graph(new DropPath(new FixedSchedule(1)));
        INDArray x = Nd4j.rand(DataType.FLOAT, 4, 2, 3, 3);
        assertThatThrownBy(() -> graph.feedForward(x, true))
                .hasStackTraceContaining("Probability of dropping a path at epoch 0 is 1.0");
    }
}
