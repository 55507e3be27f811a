/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.distillation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.impl.FrozenVertex;
import org.deeplearning4j.nn.layers.FrozenLayer;
import org.deeplearning4j.nn.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What distillation needs of a network in training, the same for both kinds of network. */
abstract class StudentNetwork {

    private final Model model;
    private final NetworkStructure structure;

    private StudentNetwork(Model model, NetworkStructure structure) {
        this.model = model;
        this.structure = structure;
    }

    static StudentNetwork of(Model model, NetworkStructure structure) {
        return model instanceof MultiLayerNetwork network
                ? new Chain(network, structure)
                : new Graph((ComputationGraph) model, structure);
    }

    final NetworkStructure structure() {
        return structure;
    }

    abstract INDArray[] inputs();

    abstract INDArray[] featureMasks();

    abstract int iteration();

    abstract int epoch();

    final double score() {
        return model.score();
    }

    abstract void setScore(double score);

    abstract boolean truncatedBackpropagation();

    final boolean dividesByMinibatch() {
        return model.conf().isMiniBatch();
    }

    /** The layer as it is, without wrappers, {@code null} for a vertex without one. */
    abstract Layer layer(String name);

    /**
     * Puts a tap in place for the backward pass.
     *
     * @return what removes it
     */
    abstract Runnable install(String name, AttentionTap tap);

    /** All activations in inference mode, detached. */
    abstract Map<String, INDArray> infer(INDArray[] features);

    /** One output in inference mode, detached. */
    abstract INDArray output(
            String name, INDArray[] features, INDArray[] featureMasks, INDArray[] labelMasks);

    final Layer bareLayer(String name) {
        Layer layer = layer(name);
        while (layer instanceof BaseWrapperLayer wrapper) {
            layer = wrapper.getUnderlying();
        }
        return layer;
    }

    private static final class Chain extends StudentNetwork {

        private final MultiLayerNetwork network;

        Chain(MultiLayerNetwork network, NetworkStructure structure) {
            super(network, structure);
            this.network = network;
        }

        @Override
        INDArray[] inputs() {
            return new INDArray[] {network.getInput()};
        }

        @Override
        INDArray[] featureMasks() {
            // fit() gives the mask to the layers only; behind a preprocessor its shape is another.
            boolean reshaped = network.getLayerWiseConfigurations().getInputPreProcess(0) != null;
            return new INDArray[] {reshaped ? null : network.getLayer(0).getMaskArray()};
        }

        @Override
        int iteration() {
            return network.getIterationCount();
        }

        @Override
        int epoch() {
            return network.getEpochCount();
        }

        @Override
        void setScore(double score) {
            network.setScore(score);
        }

        @Override
        boolean truncatedBackpropagation() {
            return network.getLayerWiseConfigurations().getBackpropType()
                    == BackpropType.TruncatedBPTT;
        }

        @Override
        Layer layer(String name) {
            return network.getLayers()[structure().index(name)];
        }

        @Override
        Runnable install(String name, AttentionTap tap) {
            Layer[] layers = network.getLayers();
            int index = structure().index(name);
            Layer original = layers[index];
            if (original instanceof FrozenLayer) {
                // The backward pass stops here, which it recognizes by the class.
                return () -> {};
            }
            layers[index] = new TappedLayer(original, tap);
            return () -> layers[index] = original;
        }

        @Override
        Map<String, INDArray> infer(INDArray[] features) {
            List<INDArray> activations = network.feedForward(features[0], false);
            Map<String, INDArray> named = new HashMap<>();
            for (int i = 1; i < activations.size(); i++) {
                named.put(structure().name(i - 1), activations.get(i));
            }
            return named;
        }

        @Override
        INDArray output(
                String name, INDArray[] features, INDArray[] featureMasks, INDArray[] labelMasks) {
            return network.output(
                    features[0],
                    false,
                    featureMasks == null ? null : featureMasks[0],
                    labelMasks == null ? null : labelMasks[0]);
        }
    }

    private static final class Graph extends StudentNetwork {

        private final ComputationGraph network;

        Graph(ComputationGraph network, NetworkStructure structure) {
            super(network, structure);
            this.network = network;
        }

        @Override
        INDArray[] inputs() {
            return network.getInputs();
        }

        @Override
        INDArray[] featureMasks() {
            return network.getInputMaskArrays();
        }

        @Override
        int iteration() {
            return network.getIterationCount();
        }

        @Override
        int epoch() {
            return network.getEpochCount();
        }

        @Override
        void setScore(double score) {
            network.setScore(score);
        }

        @Override
        boolean truncatedBackpropagation() {
            return network.getConfiguration().getBackpropType() == BackpropType.TruncatedBPTT;
        }

        @Override
        Layer layer(String name) {
            return network.getVertex(name).getLayer();
        }

        @Override
        Runnable install(String name, AttentionTap tap) {
            GraphVertex[] vertices = network.getVertices();
            int index = network.getVertex(name).getVertexIndex();
            GraphVertex original = vertices[index];
            if (original instanceof FrozenVertex || original.getLayer() instanceof FrozenLayer) {
                return () -> {};
            }
            vertices[index] = new TappedVertex(original, tap);
            return () -> vertices[index] = original;
        }

        @Override
        Map<String, INDArray> infer(INDArray[] features) {
            return network.feedForward(features, false);
        }

        @Override
        INDArray output(
                String name, INDArray[] features, INDArray[] featureMasks, INDArray[] labelMasks) {
            INDArray[] outputs = network.output(false, features, featureMasks, labelMasks);
            return outputs[structure().outputs().indexOf(name)];
        }
    }

    /** Layers that read a tapped activation and overwrite it by their dropout. */
    final List<Layer> overwriting(String tap) {
        List<Layer> layers = new ArrayList<>();
        for (String reader : structure.consumers(tap)) {
            Layer layer = layer(reader);
            if (layer != null && bareLayer(reader).conf().getLayer().getIDropout() != null) {
                layers.add(layer);
            }
        }
        return layers;
    }
}
