/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.testing;

import static io.github.vernier.layers.testing.ArrayAssert.assertClose;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.DynamicTest;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * A published layer's forward and backward pass, to be repeated by ours alone in a stock network.
 *
 * @param x input
 * @param g gradient of the loss at the output
 * @param y output
 * @param dx gradient of the loss at the input
 */
public record GoldenPass(INDArray x, INDArray g, INDArray y, INDArray dx) {

    private static final Map<DataType, Double> TOLERANCE =
            Map.of(DataType.DOUBLE, 1e-9, DataType.FLOAT, 1e-4);

    /** The parameters of a published layer, and their gradients. */
    public interface Parameters {

        /** Gives them to our layer. */
        void set(org.deeplearning4j.nn.api.Layer layer);

        /**
         * Compares the gradients.
         *
         * @param prefix what stands in front of our names
         * @param gradient ours
         */
        void verify(String prefix, Gradient gradient);
    }

    /**
     * What is asserted of a case.
     *
     * @param <V> in what variants, such as paths or formats
     */
    @FunctionalInterface
    public interface Verification<V> {

        /** Verifies it, calculated in a type. */
        void verify(JsonNode golden, DataType type, V variant);
    }

    /** A test of a case for each type and variant. */
    public static <V> Stream<DynamicTest> tests(
            JsonNode golden, V[] variants, Verification<V> verification) {
        return types().flatMap(
                        type ->
                                Stream.of(variants)
                                        .map(
                                                variant ->
                                                        DynamicTest.dynamicTest(
                                                                golden.get("name").asText()
                                                                        + " "
                                                                        + type
                                                                        + " "
                                                                        + variant,
                                                                () ->
                                                                        verification.verify(
                                                                                golden, type,
                                                                                variant))));
    }

    /**
     * The pass of a case with {@code x}, {@code g}, {@code y} and {@code dx}.
     *
     * @param golden the case
     * @param type type to calculate in
     */
    public static GoldenPass of(JsonNode golden, DataType type) {
        return new GoldenPass(
                GoldenFile.tensor(golden.get("x"), type),
                GoldenFile.tensor(golden.get("g"), type),
                GoldenFile.tensor(golden.get("y"), type),
                GoldenFile.tensor(golden.get("dx"), type));
    }

    /** The types to calculate in. */
    public static Stream<DataType> types() {
        return Stream.of(DataType.DOUBLE, DataType.FLOAT);
    }

    /**
     * How far a number may be off.
     *
     * @param type type it was calculated in
     */
    public static double tolerance(DataType type) {
        return TOLERANCE.get(type);
    }

    /** Repeats it in a chain and in a graph. */
    public void verify(Layer layer, InputType input, Parameters parameters) {
        verifyInChain(layer, input, parameters);
        verifyInGraph(layer, input, parameters);
    }

    /** Repeats it in a chain of nothing else. */
    public void verifyInChain(Layer layer, InputType input, Parameters parameters) {
        MultiLayerNetwork chain =
                new MultiLayerNetwork(
                        settings().list().layer(layer.clone()).setInputType(input).build());
        chain.init();
        parameters.set(chain.getLayer(0));
        assertClose("inference", chain.output(x), y, tolerance(x.dataType()));
        chain.setInput(x);
        chain.feedForward(true, false);
        Pair<Gradient, INDArray> backward = chain.backpropGradient(g, null);
        parameters.verify("0_", backward.getFirst());
        assertClose("dx", backward.getSecond(), dx, tolerance(x.dataType()));
    }

    /** Repeats it in a graph of nothing else; a graph does not tell the input's gradient. */
    public void verifyInGraph(Layer layer, InputType input, Parameters parameters) {
        ComputationGraph graph =
                new ComputationGraph(
                        settings()
                                .graphBuilder()
                                .addInputs("in")
                                .addLayer("layer", layer.clone(), "in")
                                .setOutputs("layer")
                                .setInputTypes(input)
                                .build());
        graph.init();
        parameters.set(graph.getLayer("layer"));
        assertClose("inference", graph.outputSingle(x), y, tolerance(x.dataType()));
        graph.feedForward(new INDArray[] {x}, true, false);
        parameters.verify("layer_", graph.backpropGradient(g));
    }

    private NeuralNetConfiguration.Builder settings() {
        return new NeuralNetConfiguration.Builder().dataType(x.dataType()).updater(new NoOp());
    }
}
