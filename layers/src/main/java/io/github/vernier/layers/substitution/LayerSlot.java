/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.substitution;

import io.github.vernier.layers.cost.SizeMeasure;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;

/**
 * The place of a layer in a configuration of either kind.
 *
 * @param name the layer's name
 * @param prefix what precedes its parameters' names in the network's parameter table
 * @param configuration holds the layer, and lets it be replaced
 */
record LayerSlot(String name, String prefix, NeuralNetConfiguration configuration) {

    Layer layer() {
        return configuration.getLayer();
    }

    /** Size of the layer. */
    long size(SizeMeasure measure) {
        return measure.of(layer());
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
