/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.probe;

import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.deeplearning4j.nn.conf.weightnoise.WeightNoise;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** Takes from a twin what acts in training only. */
final class AtInference {

    private AtInference() {}

    /** Takes dropout and random weight noise from a vertex's configuration, if it is a layer's. */
    static void strip(GraphVertex vertex) {
        if (vertex instanceof LayerVertex layer) {
            strip(layer.getLayerConf().getLayer());
        }
    }

    /** Takes dropout and random weight noise from a layer's configuration. */
    static void strip(Layer layer) {
        layer.setIDropout(null);
        if (layer instanceof BaseLayer base
                && (base.getWeightNoise() instanceof DropConnect
                        || base.getWeightNoise() instanceof WeightNoise)) {
            // Any other weight noise may be a function of the weights, at inference too.
            base.setWeightNoise(null);
        }
        if (layer instanceof BaseWrapperLayer wrapper) {
            strip(wrapper.getUnderlying());
        }
    }

    /** Makes constants of the running statistics of a chain. */
    static void freezeStatistics(MultiLayerNetwork network) {
        org.deeplearning4j.nn.api.Layer[] layers = network.getLayers();
        for (int i = 0; i < layers.length; i++) {
            if (layers[i].conf().getLayer() instanceof BatchNormalization) {
                layers[i] = new FrozenStatistics(layers[i]);
            }
        }
    }

    /** Makes constants of the running statistics of a graph. */
    static void freezeStatistics(ComputationGraph network) {
        org.deeplearning4j.nn.graph.vertex.GraphVertex[] vertices = network.getVertices();
        for (int i = 0; i < vertices.length; i++) {
            if (vertices[i] instanceof org.deeplearning4j.nn.graph.vertex.impl.LayerVertex vertex
                    && vertex.getLayer().conf().getLayer() instanceof BatchNormalization) {
                vertices[i] =
                        new org.deeplearning4j.nn.graph.vertex.impl.LayerVertex(
                                network,
                                vertex.getVertexName(),
                                i,
                                vertex.getInputVertices(),
                                vertex.getOutputVertices(),
                                new FrozenStatistics(vertex.getLayer()),
                                vertex.getLayerPreProcessor(),
                                false,
                                network.params().dataType());
            }
        }
    }
}
