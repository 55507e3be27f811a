/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.acdc;

import static io.github.vernier.layers.testing.ArrayAssert.assertClose;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.vernier.layers.hashed.HashedConvolution2D;
import io.github.vernier.layers.testing.GoldenFile;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * The published pre-activation block as a computation graph in training: forward, all gradients,
 * and batch normalization's running statistics.
 */
class WideResNetBlockGoldenTest {

    private static final Map<DataType, Double> TOLERANCE =
            Map.of(DataType.DOUBLE, 1e-9, DataType.FLOAT, 1e-4);

    @TestFactory
    Stream<DynamicTest> published() {
        return GoldenFile.cases("compact", "wrn_block.json").stream()
                .flatMap(
                        c ->
                                Stream.of(DataType.DOUBLE, DataType.FLOAT)
                                        .map(
                                                type ->
                                                        DynamicTest.dynamicTest(
                                                                c.get("name").asText() + " " + type,
                                                                () -> verify(c, type))));
    }

    /** Hands its input on and keeps the gradient that comes back. */
    private static final class Entry extends ActivationLayer {
        private static final long serialVersionUID = 1;
        private static INDArray gradient;

        Entry() {
            super(new ActivationIdentity());
        }

        @Override
        public Layer instantiate(
                NeuralNetConfiguration conf,
                Collection<TrainingListener> listeners,
                int index,
                INDArray view,
                boolean initialize,
                DataType type) {
            Layer layer =
                    new org.deeplearning4j.nn.layers.ActivationLayer(conf, type) {
                        private static final long serialVersionUID = 1;

                        @Override
                        public Pair<Gradient, INDArray> backpropGradient(
                                INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
                            gradient = epsilon.dup().detach();
                            return super.backpropGradient(epsilon, workspaceMgr);
                        }
                    };
            layer.setIndex(index);
            layer.setListeners(listeners);
            return layer;
        }
    }

    private static void verify(JsonNode c, DataType type) {
        INDArray x = GoldenFile.tensor(c.get("x"), type);
        ComputationGraph graph = graph(c, x, type);
        Map<String, String> names = names(c.get("params"));
        names.forEach(
                (theirs, ours) -> {
                    INDArray parameter = graph.getParam(ours);
                    parameter.assign(
                            value(c.get("params"), theirs, type).reshape(parameter.shape()));
                });
        double tolerance = TOLERANCE.get(type);

        Map<String, INDArray> activations = graph.feedForward(new INDArray[] {x}, true, false);
        assertClose("y", activations.get("add"), GoldenFile.tensor(c.get("y"), type), tolerance);
        Gradient gradient = graph.backpropGradient(GoldenFile.tensor(c.get("g"), type));
        assertClose("dx", Entry.gradient, GoldenFile.tensor(c.get("dx"), type), tolerance);
        names.forEach(
                (theirs, ours) -> {
                    INDArray expected = value(c.get("dparams"), theirs, type);
                    assertClose(
                            theirs,
                            gradient.getGradientFor(ours).reshape(expected.shape()),
                            expected,
                            tolerance);
                });
        c.get("running_stats_after")
                .properties()
                .forEach(s -> verifyStatistics(s.getKey(), s.getValue(), graph, c, activations));
    }

    /** DL4J takes the biased variance into the running one, the published code the unbiased. */
    private static void verifyStatistics(
            String name,
            JsonNode node,
            ComputationGraph graph,
            JsonNode c,
            Map<String, INDArray> activations) {
        String layer = name.substring(0, name.indexOf('.'));
        boolean variance = name.endsWith("running_var");
        String key = layer + (variance ? "_var" : "_mean");
        DataType type = graph.params().dataType();
        INDArray expected = GoldenFile.tensor(node, type);
        if (variance) {
            INDArray in = activations.get(layer);
            double n = (double) in.length() / in.size(1);
            double kept = 1 - c.get("bn_momentum").asDouble();
            expected = expected.sub(kept).mul((n - 1) / n).add(kept);
        }
        INDArray before = graph.getParam(key);
        INDArray after = before.sub(graph.gradient().getGradientFor(key).reshape(before.shape()));
        assertClose(name, after.reshape(expected.shape()), expected, TOLERANCE.get(type));
    }

    private static ComputationGraph graph(JsonNode c, INDArray x, DataType type) {
        int stride = c.get("stride").asInt();
        boolean shortcut = c.get("params").has("convShortcut.weight");
        GraphBuilder graph =
                new NeuralNetConfiguration.Builder()
                        .dataType(type)
                        .updater(new NoOp())
                        // Stock batch normalization, in double, cannot have external gradients
                        // and workspaces.
                        .trainingWorkspaceMode(WorkspaceMode.NONE)
                        .graphBuilder()
                        .addInputs("in")
                        .addLayer("x", new Entry(), "in")
                        .addLayer("bn1", normalization(c), "x")
                        .addLayer("relu1", new ActivationLayer(Activation.RELU), "bn1")
                        .addLayer("conv1", convolution(c, "conv1", stride), "relu1")
                        .addLayer("bn2", normalization(c), "conv1")
                        .addLayer("relu2", new ActivationLayer(Activation.RELU), "bn2")
                        .addLayer("conv2", convolution(c, "conv2", 1), "relu2");
        if (shortcut) {
            graph.addLayer(
                    "convShortcut",
                    common(new ConvolutionLayer.Builder(1, 1), c, stride, 0).hasBias(false).build(),
                    "relu1");
        }
        graph.addVertex(
                        "add",
                        new ElementWiseVertex(ElementWiseVertex.Op.Add),
                        "conv2",
                        shortcut ? "convShortcut" : "x")
                .setOutputs("add")
                .setInputTypes(InputType.convolutional(x.size(2), x.size(3), x.size(1)));
        ComputationGraph net = new ComputationGraph(graph.build());
        net.init();
        return net;
    }

    private static BatchNormalization normalization(JsonNode c) {
        return new BatchNormalization.Builder()
                .eps(c.get("bn_eps").asDouble())
                .decay(1 - c.get("bn_momentum").asDouble())
                .useLogStd(false)
                .build();
    }

    private static ConvolutionLayer convolution(JsonNode c, String name, int stride) {
        JsonNode params = c.get("params");
        if (params.has(name + ".conv.weight")) {
            int k = params.get(name + ".conv.weight").get("shape").get(2).asInt();
            return common(new ConvolutionLayer.Builder(k, k), c, stride, k / 2)
                    .hasBias(false)
                    .build();
        }
        if (params.has(name + ".hashed_weight")) {
            JsonNode table = c.get("index_tables").get(name + ".idxs");
            int k = table.get("shape").get(2).asInt();
            return common(
                            new HashedConvolution2D.Builder(k, k)
                                    .table(
                                            params.get(name + ".hashed_weight").get("data").size(),
                                            GoldenFile.table(table),
                                            null),
                            c,
                            stride,
                            k / 2)
                    .build();
        }
        int k =
                params.has(name + ".grouped.weight")
                        ? params.get(name + ".grouped.weight").get("shape").get(2).asInt()
                        : 1;
        String kind = c.get("conv").asText();
        AcdcConvolution2D.Builder builder = new AcdcConvolution2D.Builder(k, k);
        if (kind.contains("_")) {
            builder.layers(Integer.parseInt(kind.substring(kind.indexOf('_') + 1)));
        }
        return common(builder.original(kind.startsWith("Original")), c, stride, k / 2).build();
    }

    private static <T extends ConvolutionLayer.BaseConvBuilder<T>> T common(
            T builder, JsonNode c, int stride, int padding) {
        return builder.stride(stride, stride)
                .padding(padding, padding)
                .convolutionMode(ConvolutionMode.Truncate)
                .nOut(c.get("out").asInt())
                .activation(Activation.IDENTITY);
    }

    /** The published parameters and ours; the factors' diagonals are one array here. */
    private static Map<String, String> names(JsonNode params) {
        Map<String, String> names = new LinkedHashMap<>();
        params.fieldNames()
                .forEachRemaining(
                        theirs -> {
                            String layer = theirs.substring(0, theirs.indexOf('.'));
                            String rest = theirs.substring(theirs.indexOf('.') + 1);
                            boolean normalization = layer.startsWith("bn");
                            if (rest.startsWith("layers.")) {
                                String which = rest.substring(rest.lastIndexOf('.') + 1);
                                names.put(layer + ".*." + which, layer + "_p" + which);
                            } else {
                                String ours =
                                        switch (rest) {
                                            case "weight" -> normalization ? "gamma" : "W";
                                            case "bias" -> normalization ? "beta" : "b";
                                            case "conv.weight" -> "W";
                                            case "hashed_weight" -> "buckets";
                                            case "grouped.weight" -> "dW";
                                            default -> throw new IllegalArgumentException(theirs);
                                        };
                                names.put(theirs, layer + "_" + ours);
                            }
                        });
        assertThat(names).isNotEmpty();
        return names;
    }

    private static INDArray value(JsonNode params, String theirs, DataType type) {
        int star = theirs.indexOf(".*.");
        if (star < 0) {
            return GoldenFile.tensor(params.get(theirs), type);
        }
        ObjectNode ofLayer = JsonNodeFactory.instance.objectNode();
        params.properties().stream()
                .filter(p -> p.getKey().startsWith(theirs.substring(0, star) + ".layers."))
                .forEach(p -> ofLayer.set(p.getKey(), p.getValue()));
        return AcdcConvolutionGoldenTest.factors(ofLayer, theirs.substring(star + 3), type);
    }
}
