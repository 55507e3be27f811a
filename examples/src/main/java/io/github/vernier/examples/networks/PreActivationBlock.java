/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.networks;

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
     */
    static void add(GraphWriter graph, String name, String input, String end, ConvShape shape) {
        int out = shape.out();
        String entry = graph.relu(name + "_relu1", graph.norm(name + "_bn1", input));
        String middle = graph.convolution(name + "_conv1", shape, entry);
        middle = graph.relu(name + "_relu2", graph.norm(name + "_bn2", middle));
        String last = graph.convolution(name + "_conv2", new ConvShape(out, out, 3, 1), middle);
        String shortcut =
                shape.in() == out
                        ? input
                        : graph.fixed(
                                name + "_shortcut",
                                new ConvShape(shape.in(), out, 1, shape.stride()),
                                entry);
        graph.sum(end, last, shortcut);
    }
}
