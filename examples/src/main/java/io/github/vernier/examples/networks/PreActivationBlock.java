/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.networks;

import java.util.function.BiFunction;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.activations.Activation;

/** The block of {@link WideResNet}. */
final class PreActivationBlock {

    private PreActivationBlock() {}

    /**
     * Adds a block to a graph.
     *
     * @param graph the graph
     * @param name first part of the names of the block's vertices
     * @param input vertex the block reads
     * @param end name of the addition that ends the block
     * @param shape of the first convolution; the second keeps its output's shape
     * @param convolution makes both convolutions, given their names
     */
    static void add(
            GraphBuilder graph,
            String name,
            String input,
            String end,
            ConvShape shape,
            BiFunction<String, ConvShape, Layer> convolution) {
        int out = shape.out();
        graph.addLayer(name + "_bn1", ImageClassifierBuilder.batchNormalization(), input)
                .addLayer(name + "_relu1", new ActivationLayer(Activation.RELU), name + "_bn1")
                .addLayer(
                        name + "_conv1", convolution.apply(name + "_conv1", shape), name + "_relu1")
                .addLayer(
                        name + "_bn2", ImageClassifierBuilder.batchNormalization(), name + "_conv1")
                .addLayer(name + "_relu2", new ActivationLayer(Activation.RELU), name + "_bn2")
                .addLayer(
                        name + "_conv2",
                        convolution.apply(name + "_conv2", new ConvShape(out, out, 3, 1)),
                        name + "_relu2");
        String shortcut = input;
        if (shape.in() != out) {
            shortcut = name + "_shortcut";
            graph.addLayer(
                    shortcut,
                    ConvFactory.stock()
                            .convolution(new ConvShape(shape.in(), out, 1, shape.stride()), 0),
                    name + "_relu1");
        }
        graph.addVertex(
                end, new ElementWiseVertex(ElementWiseVertex.Op.Add), name + "_conv2", shortcut);
    }
}
