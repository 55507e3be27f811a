/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.substitution;

import io.github.vernier.layers.cost.GraphOrder;
import io.github.vernier.layers.cost.LayerParameters;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.Layer;

/**
 * The place of a layer in a configuration of either kind.
 *
 * @param name the layer's name
 * @param prefix what precedes its parameters' names in the network's parameter table
 * @param configuration holds the layer, and lets it be replaced
 */
record LayerSlot(String name, String prefix, NeuralNetConfiguration configuration) {

    /** Layers of a chain in their order. */
    static List<LayerSlot> of(MultiLayerConfiguration chain) {
        List<LayerSlot> slots = new ArrayList<>();
        for (int i = 0; i < chain.getConfs().size(); i++) {
            String name = chain.getConf(i).getLayer().getLayerName();
            slots.add(new LayerSlot(name == null ? "layer" + i : name, i + "_", chain.getConf(i)));
        }
        return slots;
    }

    /** Layers of a graph in the order of execution. */
    static List<LayerSlot> of(ComputationGraphConfiguration graph) {
        List<LayerSlot> slots = new ArrayList<>();
        for (String name : GraphOrder.of(graph)) {
            if (graph.getVertices().get(name) instanceof LayerVertex vertex) {
                slots.add(new LayerSlot(name, name + "_", vertex.getLayerConf()));
            }
        }
        return slots;
    }

    /** Parameters of a graph's vertices that are no layers. */
    static long parametersElsewhere(ComputationGraphConfiguration graph) {
        return graph.getVertices().values().stream()
                .filter(vertex -> !(vertex instanceof LayerVertex))
                .mapToLong((GraphVertex vertex) -> vertex.numParams(true))
                .sum();
    }

    Layer layer() {
        return configuration.getLayer();
    }

    /** Trainable parameters of the layer. */
    long parameters() {
        return LayerParameters.trainable(layer());
    }

    /** Names of the layer's parameters in the network's parameter table. */
    List<String> keys() {
        return layer().initializer().paramKeys(layer()).stream().map(prefix::concat).toList();
    }

    /** Puts another layer here. */
    void replace(Layer layer) {
        configuration.setLayer(layer);
        configuration.clearVariables();
    }
}
