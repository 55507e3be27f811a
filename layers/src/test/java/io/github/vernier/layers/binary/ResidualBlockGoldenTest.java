/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary;

import static io.github.vernier.layers.binary.RelativeAssert.assertRelative;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.vernier.layers.testing.GoldenFile;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.impl.LossL2;

/** The published residual block as a stock graph. */
class ResidualBlockGoldenTest {

    private static final Map<DataType, Double> TOLERANCE =
            Map.of(DataType.DOUBLE, 1e-9, DataType.FLOAT, 1e-4);

    @TestFactory
    Stream<DynamicTest> block() {
        return RectifiedClampGoldenTest.files(
                c -> c.has("parameters") && c.has("expected"), ResidualBlockGoldenTest::verify);
    }

    private static void verify(JsonNode c, DataType type) {
        double tolerance = TOLERANCE.get(type);
        ComputationGraph graph = graph(c, type);
        c.get("parameters")
                .properties()
                .forEach(
                        e -> {
                            INDArray p = graph.getParam(key(e.getKey()));
                            p.assign(GoldenFile.tensor(e.getValue(), type).reshape(p.shape()));
                        });
        INDArray x = GoldenFile.tensor(c.get("input"), type);
        graph.getParam("x_W").assign(x.reshape(x.size(0), x.length() / x.size(0)));
        embedChannels(graph.getParam("widen_W"));

        JsonNode expected = c.get("expected");
        INDArray examples = Nd4j.eye(x.size(0)).castTo(type);
        INDArray y = GoldenFile.tensor(expected.get("output"), type);
        Map<String, INDArray> activations = graph.feedForward(new INDArray[] {examples}, true);
        assertRelative(
                "out1",
                activations.get("out1"),
                GoldenFile.tensor(expected.get("out1"), type),
                tolerance);
        assertRelative("output", activations.get("out"), y, tolerance);

        // Squares around a point half the gradient away have the gradient asked for.
        INDArray half = GoldenFile.tensor(c.get("outGrad"), type).muli(0.5);
        graph.setInputs(examples);
        graph.setLabels(activations.get("out").sub(half));
        graph.computeGradientAndScore();
        Gradient gradient = graph.gradient();
        INDArray dx = gradient.getGradientFor("x_W");
        assertRelative(
                "gradInput",
                dx.dup('c').reshape(x.shape()),
                GoldenFile.tensor(expected.get("gradInput"), type),
                tolerance);
        expected.get("gradParameters")
                .properties()
                .forEach(
                        e -> {
                            INDArray theirs = GoldenFile.tensor(e.getValue(), type);
                            INDArray ours = gradient.getGradientFor(key(e.getKey()));
                            if (e.getKey().endsWith("alpha")) {
                                // Batch normalization leaves next to nothing of it.
                                assertThat(
                                                ours.sub(theirs.reshape(ours.shape()))
                                                        .amaxNumber()
                                                        .doubleValue())
                                        .as(e.getKey())
                                        .isLessThan(tolerance);
                            } else {
                                assertRelative(
                                        e.getKey(),
                                        ours.reshape(theirs.shape()),
                                        theirs,
                                        tolerance);
                            }
                        });
    }

    /** {@code conv1.weight} is {@code conv1_W} here. */
    private static String key(String published) {
        return published.replace(".weight", ".W").replace('.', '_');
    }

    /** Puts the input channels in the middle of the output channels. */
    private static void embedChannels(INDArray weight) {
        long before = (weight.size(0) - weight.size(1)) / 2;
        weight.assign(0);
        for (long i = 0; i < weight.size(1); i++) {
            weight.putScalar(before + i, i, 0, 0, 1);
        }
    }

    private static ComputationGraph graph(JsonNode c, DataType type) {
        JsonNode params = c.get("params");
        JsonNode in = c.get("input").get("shape");
        int channels = in.get(1).asInt();
        int height = in.get(2).asInt();
        int width = in.get(3).asInt();
        int planes = params.get("planes").asInt();
        int stride = params.get("stride").asInt();
        ComputationGraph graph =
                new ComputationGraph(
                        new NeuralNetConfiguration.Builder()
                                .dataType(type)
                                .updater(new NoOp())
                                .graphBuilder()
                                .addInputs("in")
                                // The input as a parameter: its gradient is the input's.
                                .addLayer(
                                        "x",
                                        new DenseLayer.Builder()
                                                .nIn(in.get(0).asInt())
                                                .nOut(channels * height * width)
                                                .hasBias(false)
                                                .activation(Activation.IDENTITY)
                                                .build(),
                                        "in")
                                .addLayer("conv1", binary(params, channels, planes, stride), "x")
                                .inputPreProcessor(
                                        "conv1",
                                        new FeedForwardToCnnPreProcessor(height, width, channels))
                                .addLayer("bn1", norm(params, planes), "conv1")
                                .addLayer(
                                        "pool",
                                        new SubsamplingLayer.Builder(PoolingType.AVG)
                                                .kernelSize(stride, stride)
                                                .stride(stride, stride)
                                                .build(),
                                        "x")
                                .inputPreProcessor(
                                        "pool",
                                        new FeedForwardToCnnPreProcessor(height, width, channels))
                                .addLayer(
                                        "widen",
                                        new ConvolutionLayer.Builder(1, 1)
                                                .nIn(channels)
                                                .nOut(planes)
                                                .hasBias(false)
                                                .activation(Activation.IDENTITY)
                                                .build(),
                                        "pool")
                                .addVertex(
                                        "sum1",
                                        new ElementWiseVertex(ElementWiseVertex.Op.Add),
                                        "bn1",
                                        "widen")
                                .addLayer("out1", hardTanh(), "sum1")
                                .addLayer("conv2", binary(params, planes, planes, 1), "out1")
                                .addLayer("bn2", norm(params, planes), "conv2")
                                .addVertex(
                                        "sum2",
                                        new ElementWiseVertex(ElementWiseVertex.Op.Add),
                                        "bn2",
                                        "out1")
                                .addLayer("out", hardTanh(), "sum2")
                                .addLayer(
                                        "loss",
                                        new CnnLossLayer.Builder()
                                                .lossFunction(new LossL2())
                                                .activation(Activation.IDENTITY)
                                                .build(),
                                        "out")
                                .setOutputs("loss")
                                .build());
        graph.init();
        return graph;
    }

    private static BinaryConvolution2D binary(JsonNode params, int in, int out, int stride) {
        return new BinaryConvolution2D.Builder(3, 3)
                .stride(stride, stride)
                .padding(1, 1)
                .convolutionMode(ConvolutionMode.Truncate)
                .nIn(in)
                .nOut(out)
                .hasBias(false)
                .activation(Activation.IDENTITY)
                .tau(params.get("tau").asDouble())
                .build();
    }

    private static BatchNormalization norm(JsonNode params, int channels) {
        return new BatchNormalization.Builder()
                .nIn(channels)
                .nOut(channels)
                .eps(params.get("bnEps").asDouble())
                .build();
    }

    private static ActivationLayer hardTanh() {
        return new ActivationLayer(Activation.HARDTANH);
    }
}
