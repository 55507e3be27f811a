/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.networks;

import io.github.vernier.layers.substitution.LayerSeed;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer.PoolingType;
import org.nd4j.linalg.activations.Activation;

/** Writes a graph vertex by vertex; each method returns the name of the vertex it has added. */
final class GraphWriter {

    /** Name of the graph's input. */
    static final String INPUT = "input";

    private final GraphBuilder graph;
    private final ConvUnit convolution;
    private final long seed;

    /**
     * @param graph the graph, without inputs
     * @param convolution makes the convolutions that may be replaced
     * @param seed of the network
     */
    GraphWriter(GraphBuilder graph, ConvUnit convolution, long seed) {
        this.graph = graph.addInputs(INPUT);
        this.convolution = convolution;
        this.seed = seed;
    }

    /** The graph so far. */
    GraphBuilder graph() {
        return graph;
    }

    String layer(String name, Layer layer, String input) {
        graph.addLayer(name, layer, input);
        return name;
    }

    /** A convolution that may be replaced; its seed comes from the network's and its name. */
    String convolution(String name, ConvShape shape, String input) {
        convolution.add(graph, name, input, shape, LayerSeed.of(seed, name));
        return name;
    }

    /** A convolution that always stays. */
    String fixed(String name, ConvShape shape, String input) {
        return layer(name, ConvFactory.stock().convolution(shape, 0), input);
    }

    String norm(String name, String input) {
        return layer(name, ImageClassifierBuilder.batchNormalization(), input);
    }

    String activation(String name, Activation function, String input) {
        return layer(name, new ActivationLayer(function), input);
    }

    String relu(String name, String input) {
        return activation(name, Activation.RELU, input);
    }

    /** Pooling with a square window. */
    String pool(String name, PoolingType type, int window, int stride, int padding, String input) {
        return layer(
                name,
                new SubsamplingLayer.Builder(type)
                        .kernelSize(window, window)
                        .stride(stride, stride)
                        .padding(padding, padding)
                        .convolutionMode(ConvolutionMode.Truncate)
                        .build(),
                input);
    }

    /** Average over all positions by a window as large as the activations. */
    String average(String name, int height, int width, String input) {
        return layer(
                name,
                new SubsamplingLayer.Builder(PoolingType.AVG)
                        .kernelSize(height, width)
                        .stride(1, 1)
                        .convolutionMode(ConvolutionMode.Truncate)
                        .build(),
                input);
    }

    String sum(String name, String... inputs) {
        graph.addVertex(name, new ElementWiseVertex(ElementWiseVertex.Op.Add), inputs);
        return name;
    }

    String concatenation(String name, String... inputs) {
        graph.addVertex(name, new MergeVertex(), inputs);
        return name;
    }
}
