/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces;

import io.github.vernier.arbiter.spaces.options.HashOptions;
import io.github.vernier.layers.hashed.HashFunction;
import org.deeplearning4j.arbiter.conf.updater.AdamSpace;
import org.deeplearning4j.arbiter.optimize.distribution.LogUniformDistribution;
import org.deeplearning4j.arbiter.optimize.parameter.BooleanSpace;
import org.deeplearning4j.arbiter.optimize.parameter.continuous.ContinuousParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.discrete.DiscreteParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.integer.IntegerParameterSpace;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.nd4j.linalg.activations.Activation;

/** Spaces that the tests of both layers search. */
final class Spaces {

    /** Leaves that {@link #everything} adds. */
    static final int EVERYTHING = 18;

    private Spaces() {}

    /** Searches every option that both layers have, apart from their size. */
    static <T extends Conv2DLayerSpace.Builder<T> & HashOptions<T>> T everything(T builder) {
        return builder.signed(new BooleanSpace())
                .hashSeed(new IntegerParameterSpace(0, 99))
                .hashFunction(new DiscreteParameterSpace<>(HashFunction.values()))
                .referenceCompatible(new DiscreteParameterSpace<>(false, true))
                .kernelSize(new DiscreteParameterSpace<>(new int[] {1, 1}, new int[] {3, 3}))
                .stride(new DiscreteParameterSpace<>(new int[] {1, 1}, new int[] {2, 2}))
                .padding(new DiscreteParameterSpace<>(new int[] {0, 0}, new int[] {1, 0}))
                .dilation(new DiscreteParameterSpace<>(new int[] {1, 1}, new int[] {2, 2}))
                .convolutionMode(
                        new DiscreteParameterSpace<>(
                                ConvolutionMode.Same, ConvolutionMode.Truncate))
                .hasBias(new BooleanSpace())
                .dataFormat(new DiscreteParameterSpace<>(CNN2DFormat.values()))
                .nOut(new IntegerParameterSpace(4, 9))
                .activation(new DiscreteParameterSpace<>(Activation.RELU, Activation.TANH))
                .biasInit(new ContinuousParameterSpace(0, 0.1))
                .l2(new ContinuousParameterSpace(new LogUniformDistribution(1e-5, 1e-2)))
                .dropOut(new ContinuousParameterSpace(0, 0.9))
                .l1(new ContinuousParameterSpace(0, 1e-3))
                .updater(new AdamSpace(new ContinuousParameterSpace(1e-4, 1e-2)));
    }
}
