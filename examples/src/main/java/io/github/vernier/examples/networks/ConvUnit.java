/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.networks;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;

/**
 * What takes the place of a convolution in a graph: one layer ({@link ConvFactory}) or several with
 * batch normalization and ReLU between them ({@link Moonshine}).
 */
public interface ConvUnit {

    /**
     * Adds the unit to a graph; it ends in the vertex {@code name}, without activation function.
     *
     * @param graph the graph
     * @param name name of the last vertex, beginning of the names of the others
     * @param input vertex the unit reads
     * @param shape channels, kernel and stride
     * @param seed differs from convolution to convolution of a network
     */
    void add(GraphBuilder graph, String name, String input, ConvShape shape, long seed);
}
