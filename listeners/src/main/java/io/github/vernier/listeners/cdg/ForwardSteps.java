/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.cdg;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.VertexIndices;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * A network as steps, each after those it reads.
 *
 * @param all the steps
 */
record ForwardSteps(List<ForwardStep> all) {

    /** Steps of a network of either kind. */
    static ForwardSteps of(Model model) {
        return new ForwardSteps(
                model instanceof MultiLayerNetwork chain
                        ? chain(chain)
                        : graph((ComputationGraph) model));
    }

    private static List<ForwardStep> chain(MultiLayerNetwork network) {
        MultiLayerConfiguration configuration = network.getLayerWiseConfigurations();
        List<ForwardStep> steps = new ArrayList<>();
        for (int i = 0; i < network.getnLayers(); i++) {
            Layer layer = network.getLayer(i);
            String name = layer.conf().getLayer().getLayerName();
            steps.add(
                    new ForwardStep(
                            name == null ? "layer" + i : name,
                            new int[] {i - 1},
                            layer,
                            configuration.getInputPreProcess(i),
                            null,
                            i == network.getnLayers() - 1 ? 0 : -1));
        }
        return steps;
    }

    private static List<ForwardStep> graph(ComputationGraph network) {
        List<String> inputs = network.getConfiguration().getNetworkInputs();
        List<String> outputs = network.getConfiguration().getNetworkOutputs();
        GraphVertex[] vertices = network.getVertices();
        Map<Integer, Integer> stepOfVertex = new HashMap<>();
        List<ForwardStep> steps = new ArrayList<>();
        for (int v : network.topologicalSortOrder()) {
            GraphVertex vertex = vertices[v];
            String name = vertex.getVertexName();
            if (inputs.contains(name)) {
                stepOfVertex.put(v, -1 - inputs.indexOf(name));
                continue;
            }
            VertexIndices[] reads = vertex.getInputVertices();
            int[] parents = new int[reads.length];
            for (int i = 0; i < parents.length; i++) {
                parents[i] = stepOfVertex.get(reads[i].getVertexIndex());
            }
            stepOfVertex.put(v, steps.size());
            boolean hasLayer = vertex.hasLayer();
            steps.add(
                    new ForwardStep(
                            name,
                            parents,
                            hasLayer ? vertex.getLayer() : null,
                            hasLayer ? preProcessor(vertex) : null,
                            hasLayer ? null : vertex,
                            outputs.indexOf(name)));
        }
        return steps;
    }

    private static org.deeplearning4j.nn.conf.InputPreProcessor preProcessor(GraphVertex vertex) {
        return ((org.deeplearning4j.nn.graph.vertex.impl.LayerVertex) vertex)
                .getLayerPreProcessor();
    }

    int size() {
        return all.size();
    }

    ForwardStep get(int index) {
        return all.get(index);
    }

    /** The step of a layer's name. */
    int indexOf(String name) {
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).name().equals(name)) {
                return i;
            }
        }
        throw new IllegalArgumentException("There is no layer " + name);
    }

    /** Steps that read a step, directly. */
    List<Integer> readers(int index) {
        List<Integer> readers = new ArrayList<>();
        for (int i = index + 1; i < all.size(); i++) {
            for (int parent : all.get(i).parents()) {
                if (parent == index) {
                    readers.add(i);
                    break;
                }
            }
        }
        return readers;
    }

    /** Steps that depend on a step, itself apart. */
    BitSet below(int index) {
        BitSet below = new BitSet();
        for (int i = index + 1; i < all.size(); i++) {
            for (int parent : all.get(i).parents()) {
                if (parent == index || parent >= 0 && below.get(parent)) {
                    below.set(i);
                }
            }
        }
        return below;
    }
}
