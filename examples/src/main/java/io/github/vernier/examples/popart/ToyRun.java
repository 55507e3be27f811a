/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.popart;

import io.github.vernier.layers.popart.PopArtHead;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * One repetition of one method: a network 16-10-10-10-10-1, tanh, that meets each sample once in
 * stock {@code fit}.
 *
 * <p>Hidden weights and biases are uniform within ±1/√fanIn, the head's are ones and 0. Data and
 * first weights depend on the seed alone, not on the method nor on what other threads draw.
 */
final class ToyRun {

    private static final int HIDDEN_LAYERS = 4;
    private static final int WIDTH = 10;

    private final MultiLayerNetwork net;
    private final ToySamples samples;

    /**
     * A new network and its data.
     *
     * @param method how to learn
     * @param seed of data and weights
     */
    ToyRun(ToyMethod method, long seed) {
        // Not Random, whose first numbers are alike for neighbouring seeds.
        SplittableRandom random = new SplittableRandom(seed);
        samples = new ToySamples(random);
        NeuralNetConfiguration.ListBuilder list =
                new NeuralNetConfiguration.Builder()
                        .dataType(DataType.DOUBLE)
                        .updater(new Sgd(method.alpha() / 2))
                        .list();
        for (int i = 0; i < HIDDEN_LAYERS; i++) {
            list.layer(new DenseLayer.Builder().nOut(WIDTH).activation(Activation.TANH).build());
        }
        net =
                new MultiLayerNetwork(
                        list.layer(method.head())
                                .setInputType(InputType.feedForward(ToySamples.BITS))
                                .build());
        net.init();
        for (int i = 0; i < HIDDEN_LAYERS; i++) {
            INDArray weight = net.getLayer(i).getParam("W");
            double bound = 1 / Math.sqrt(weight.size(0));
            fill(weight, random, bound);
            fill(net.getLayer(i).getParam("b"), random, bound);
        }
        net.getOutputLayer().getParam("W").assign(1);
        net.getOutputLayer().getParam("b").assign(0);
    }

    private static void fill(INDArray parameter, SplittableRandom random, double bound) {
        double[] values =
                random.doubles(parameter.length()).map(u -> bound * (2 * u - 1)).toArray();
        parameter.assign(Nd4j.createFromArray(values).reshape(parameter.shape()));
    }

    /**
     * Learns every sample.
     *
     * @param progress told the number of each sample that is done
     * @return |f − y| of each sample, after the statistics have moved and before the parameters
     *     have
     */
    double[] errors(IntConsumer progress) {
        double[] errors = new double[ToySamples.COUNT];
        for (int i = 0; i < errors.length; i++) {
            net.fit(samples.dataSet(i));
            // The score of a step is that of the parameters before it.
            errors[i] =
                    net.getOutputLayer() instanceof PopArtHead head
                            ? head.statistics().rmse()[0]
                            : Math.sqrt(net.score());
            progress.accept(i);
        }
        return errors;
    }
}
