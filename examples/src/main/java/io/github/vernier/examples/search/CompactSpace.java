/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.search;

import io.github.vernier.arbiter.spaces.GivenLayerSpace;
import io.github.vernier.arbiter.spaces.budget.BudgetMeasure;
import io.github.vernier.arbiter.spaces.budget.BudgetMultiLayerSpace;
import io.github.vernier.arbiter.spaces.conditional.ChoiceLayerSpace;
import io.github.vernier.arbiter.spaces.training.AdamUpdaterSpace;
import io.github.vernier.arbiter.spaces.training.WarmupCosineSpace;
import io.github.vernier.arbiter.spaces.value.LogSpace;
import io.github.vernier.arbiter.spaces.value.PlainValue;
import io.github.vernier.layers.cost.NetworkCost;
import java.util.List;
import java.util.function.BiFunction;
import org.deeplearning4j.arbiter.MultiLayerSpace;
import org.deeplearning4j.arbiter.layers.LayerSpace;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Small image classifiers with compact convolutions in two stages, all within one budget of bits.
 *
 * <p>A full convolution of 16 channels; stages of 32 and 128, each a compact convolution, batch
 * normalization and ReLU, halved by max pooling before each; global average pooling; softmax.
 *
 * @param families what a stage may be
 * @param budget bits as a share of the same network with full convolutions
 * @param input shape of the images
 * @param classes number of classes
 * @param epochs epochs of a training
 * @param seed of initial parameters
 */
record CompactSpace(
        List<SearchedFamily> families,
        double budget,
        InputType input,
        int classes,
        int epochs,
        long seed) {

    private static final int STEM = 16;
    private static final List<String> STAGES = List.of("stage1", "stage2");
    private static final int[] WIDTHS = {32, 128};

    /** The space. */
    BudgetMultiLayerSpace build() {
        MultiLayerSpace.Builder network =
                start().numEpochs(epochs)
                        .updater(
                                AdamUpdaterSpace.withSchedule(
                                        new WarmupCosineSpace(
                                                new LogSpace(3e-4, 3e-2),
                                                new PlainValue<>(0.0),
                                                epochs)));
        return new BudgetMultiLayerSpace(
                network(network, this::compact), bits(), BudgetMeasure.BITS, STAGES);
    }

    /** Bits that a candidate has at most. */
    long bits() {
        MultiLayerSpace full = network(start(), (stage, width) -> fixed(convolution(width)));
        MultiLayerConfiguration configuration =
                full.getValue(new double[0]).getMultiLayerConfiguration();
        return (long) (budget * NetworkCost.of(configuration, input).bits());
    }

    private MultiLayerSpace.Builder start() {
        return new MultiLayerSpace.Builder().seed(seed).weightInit(WeightInit.RELU);
    }

    private MultiLayerSpace network(
            MultiLayerSpace.Builder network, BiFunction<String, Integer, LayerSpace<?>> stage) {
        network.addLayer(fixed(convolution(STEM)));
        normalized(network);
        for (int i = 0; i < STAGES.size(); i++) {
            network.addLayer(
                    fixed(
                            new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
                                    .kernelSize(2, 2)
                                    .stride(2, 2)
                                    .build()));
            network.addLayer(stage.apply(STAGES.get(i), WIDTHS[i]));
            normalized(network);
        }
        network.addLayer(fixed(new GlobalPoolingLayer(PoolingType.AVG)));
        network.addLayer(
                fixed(
                        new OutputLayer.Builder(LossFunction.MCXENT)
                                .nOut(classes)
                                .activation(Activation.SOFTMAX)
                                .build()));
        return network.setInputType(input).build();
    }

    private static void normalized(MultiLayerSpace.Builder network) {
        network.addLayer(fixed(new BatchNormalization.Builder().build()));
        network.addLayer(fixed(new ActivationLayer(Activation.RELU)));
    }

    private LayerSpace<?> compact(String stage, int width) {
        if (families.size() == 1) {
            return families.get(0).space(stage, width, epochs);
        }
        ChoiceLayerSpace.Builder choice = new ChoiceLayerSpace.Builder();
        for (SearchedFamily family : families) {
            choice.branch(family.toString(), family.space(stage, width, epochs));
        }
        return choice.build();
    }

    private static ConvolutionLayer convolution(int channels) {
        return new ConvolutionLayer.Builder(3, 3)
                .nOut(channels)
                .convolutionMode(ConvolutionMode.Same)
                .hasBias(false)
                .activation(Activation.IDENTITY)
                .build();
    }

    private static LayerSpace<?> fixed(Layer layer) {
        return new GivenLayerSpace(layer);
    }
}
