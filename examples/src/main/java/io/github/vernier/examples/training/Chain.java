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
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;

/** A chain of layers. */
record Chain(MultiLayerNetwork model) implements Network {

    @Override
    public INDArray output(INDArray images) {
        return model.output(images, false);
    }

    @Override
    public List<Activation> activations(INDArray images) {
        List<INDArray> all = model.feedForward(images, false);
        List<Activation> activations = new ArrayList<>();
        for (int i = 0; i < model.getnLayers() - 1; i++) {
            Layer layer = model.getLayerWiseConfigurations().getConf(i).getLayer();
            String name = layer.getLayerName();
            activations.add(
                    new Activation(
                            name == null ? Integer.toString(i) : name,
                            all.get(i + 1).shape(),
                            LayerKind.isPooling(layer)));
        }
        return activations;
    }

    @Override
    public NetworkCost cost(InputType input) {
        return NetworkCost.of(model, input);
    }

    @Override
    public Network restarted(IUpdater updater) {
        MultiLayerConfiguration configuration = model.getLayerWiseConfigurations().clone();
        configuration.getConfs().forEach(c -> LayerKind.setUpdater(c.getLayer(), updater));
        configuration.setIterationCount(0);
        configuration.setEpochCount(0);
        MultiLayerNetwork network = new MultiLayerNetwork(configuration);
        network.init(model.params().dup(), false);
        return new Chain(network);
    }

    @Override
    public Substituted<Network> substitute(Substitution substitution) {
        Substituted<MultiLayerNetwork> substituted = substitution.apply(model);
        return new Substituted<>(new Chain(substituted.result()), substituted.report());
    }

    @Override
    public Network deployed() {
        return new Chain(SignsOnly.copyOf(model));
    }

    @Override
    public void learningRate(double rate) {
        model.setLearningRate(rate);
    }
}
