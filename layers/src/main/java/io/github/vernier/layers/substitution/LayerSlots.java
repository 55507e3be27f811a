/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.substitution;

import io.github.vernier.layers.cost.GraphOrder;
import io.github.vernier.layers.cost.LayerParameters;
import io.github.vernier.layers.cost.SizeMeasure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;

/**
 * The layers of a configuration of either kind.
 *
 * @param inOrder their places, in the order of execution
 * @param vertices a graph's vertices that are no layers
 * @param last names of the layers with weights that no other layer with weights follows
 */
record LayerSlots(List<LayerSlot> inOrder, List<GraphVertex> vertices, Set<String> last) {

    /** Layers of a chain. */
    static LayerSlots of(MultiLayerConfiguration chain) {
        List<LayerSlot> slots = new ArrayList<>();
        for (int i = 0; i < chain.getConfs().size(); i++) {
            String name = chain.getConf(i).getLayer().getLayerName();
            slots.add(new LayerSlot(name == null ? "layer" + i : name, i + "_", chain.getConf(i)));
        }
        Set<String> last = new HashSet<>();
        slots.stream()
                .filter(slot -> LayerParameters.hasWeights(slot.layer()))
                .reduce((before, after) -> after)
                .ifPresent(slot -> last.add(slot.name()));
        return new LayerSlots(slots, List.of(), last);
    }

    /** Layers of a graph. */
    static LayerSlots of(ComputationGraphConfiguration graph) {
        List<LayerSlot> slots = new ArrayList<>();
        List<GraphVertex> vertices = new ArrayList<>();
        for (String name : GraphOrder.of(graph)) {
            GraphVertex vertex = graph.getVertices().get(name);
            if (vertex instanceof LayerVertex layer) {
                slots.add(new LayerSlot(name, name + "_", layer.getLayerConf()));
            } else {
                vertices.add(vertex);
            }
        }
        return new LayerSlots(slots, vertices, last(graph));
    }

    /** Against the order of execution, so that a vertex comes after all that read it. */
    private static Set<String> last(ComputationGraphConfiguration graph) {
        List<String> names = GraphOrder.of(graph);
        Collections.reverse(names);
        Set<String> last = new HashSet<>();
        Set<String> followed = new HashSet<>();
        for (String name : names) {
            boolean weighs =
                    graph.getVertices().get(name) instanceof LayerVertex vertex
                            && LayerParameters.hasWeights(vertex.getLayerConf().getLayer());
            if (weighs && !followed.contains(name)) {
                last.add(name);
            }
            if (weighs || followed.contains(name)) {
                followed.addAll(graph.getVertexInputs().get(name));
            }
        }
        return last;
    }

    /** Size of the whole network. */
    long size(SizeMeasure measure) {
        return inOrder.stream().mapToLong(slot -> slot.size(measure)).sum()
                + vertices.stream().mapToLong(measure::of).sum();
    }
}
