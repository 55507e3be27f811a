/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.training;

import io.github.vernier.layers.binary.SignsOnly;
import io.github.vernier.layers.cost.NetworkCost;
import io.github.vernier.layers.substitution.Substituted;
import io.github.vernier.layers.substitution.Substitution;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;

/** A graph of layers with one input and one output. */
record Graph(ComputationGraph model) implements Network {

    @Override
    public INDArray output(INDArray images) {
        return model.output(false, images)[0];
    }

    @Override
    public List<Activation> activations(INDArray images) {
        ComputationGraphConfiguration configuration = model.getConfiguration();
        Map<String, INDArray> all = model.feedForward(images, false);
        List<Activation> activations = new ArrayList<>();
        for (int index : model.topologicalSortOrder()) {
            String name = model.getVertices()[index].getVertexName();
            GraphVertex vertex = configuration.getVertices().get(name);
            boolean isHidden = vertex != null && !configuration.getNetworkOutputs().contains(name);
            if (isHidden && all.containsKey(name)) {
                activations.add(
                        new Activation(
                                name,
                                all.get(name).shape(),
                                vertex instanceof LayerVertex layer
                                        && LayerKind.isPooling(layer.getLayerConf().getLayer())));
            }
        }
        return activations;
    }

    @Override
    public NetworkCost cost(InputType input) {
        return NetworkCost.of(model, input);
    }

    @Override
    public Network restarted(IUpdater updater) {
        ComputationGraphConfiguration configuration = model.getConfiguration().clone();
        for (GraphVertex vertex : configuration.getVertices().values()) {
            if (vertex instanceof LayerVertex layer) {
                LayerKind.setUpdater(layer.getLayerConf().getLayer(), updater);
            }
        }
        configuration.setIterationCount(0);
        configuration.setEpochCount(0);
        ComputationGraph graph = new ComputationGraph(configuration);
        graph.init(model.params().dup(), false);
        return new Graph(graph);
    }

    @Override
    public Substituted<Network> substitute(Substitution substitution) {
        Substituted<ComputationGraph> substituted = substitution.apply(model);
        return new Substituted<>(new Graph(substituted.result()), substituted.report());
    }

    @Override
    public Network deployed() {
        return new Graph(SignsOnly.copyOf(model));
    }

    @Override
    public void learningRate(double rate) {
        model.setLearningRate(rate);
    }
}
