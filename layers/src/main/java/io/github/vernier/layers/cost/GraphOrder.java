/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.cost;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/** The order in which a graph executes, known from its configuration. */
public final class GraphOrder {

    private final ComputationGraphConfiguration configuration;
    private final Set<String> ordered = new LinkedHashSet<>();

    private GraphOrder(ComputationGraphConfiguration configuration) {
        this.configuration = configuration;
    }

    /**
     * Names of the vertices, each after those it reads; otherwise as they were added.
     *
     * @param configuration the graph
     */
    public static List<String> of(ComputationGraphConfiguration configuration) {
        GraphOrder order = new GraphOrder(configuration);
        configuration.getVertices().keySet().forEach(order::add);
        return new ArrayList<>(order.ordered);
    }

    private void add(String name) {
        boolean vertex = configuration.getVertices().containsKey(name);
        if (vertex && !ordered.contains(name)) {
            configuration.getVertexInputs().get(name).forEach(this::add);
            ordered.add(name);
        }
    }
}
