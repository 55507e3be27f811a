/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.search;

import io.github.vernier.arbiter.spaces.AcdcConvolution2DSpace;
import io.github.vernier.arbiter.spaces.BinaryConvolution2DSpace;
import io.github.vernier.arbiter.spaces.Conv2DLayerSpace;
import io.github.vernier.arbiter.spaces.HashedConvolution2DSpace;
import io.github.vernier.arbiter.spaces.budget.StageCount;
import io.github.vernier.arbiter.spaces.budget.StageSetting;
import io.github.vernier.arbiter.spaces.training.SignEstimatorSpace;
import io.github.vernier.arbiter.spaces.training.TauScheduleSpace;
import io.github.vernier.arbiter.spaces.value.PlainValue;
import io.github.vernier.layers.acdc.NoPermutation;
import io.github.vernier.layers.acdc.Riffle;
import io.github.vernier.layers.hashed.HashFunction;
import java.util.Locale;
import org.deeplearning4j.arbiter.layers.LayerSpace;
import org.deeplearning4j.arbiter.optimize.parameter.continuous.ContinuousParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.discrete.DiscreteParameterSpace;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.activations.Activation;

/** Compact convolutions that a search chooses among. */
enum SearchedFamily {
    /** Weights share values; the budget sets how many there are. */
    HASHED {
        @Override
        LayerSpace<? extends Layer> space(String stage, int channels, int epochs) {
            return linear(new HashedConvolution2DSpace.Builder(), channels)
                    .hasBias(false)
                    .ratio(new StageSetting(stage, 0.002, 1))
                    .signed(new DiscreteParameterSpace<>(true, false))
                    .hashFunction(new DiscreteParameterSpace<>(HashFunction.values()))
                    .build();
        }
    },
    /** A product of cosine transforms; the budget sets how many factors it has. */
    ACDC {
        @Override
        LayerSpace<? extends Layer> space(String stage, int channels, int epochs) {
            return linear(new AcdcConvolution2DSpace.Builder(), channels)
                    .factors(new StageCount(stage, 1, 24))
                    .original(new DiscreteParameterSpace<>(true, false))
                    .permutation(new DiscreteParameterSpace<>(new Riffle(), new NoPermutation()))
                    .build();
        }
    },
    /** One bit for a weight, which takes what it takes of the budget. */
    BINARY {
        @Override
        LayerSpace<? extends Layer> space(String stage, int channels, int epochs) {
            return linear(new BinaryConvolution2DSpace.Builder(), channels)
                    .hasBias(false)
                    .weightEstimator(SignEstimatorSpace.of("identity", "ste-sign"))
                    .inputEstimator(SignEstimatorSpace.of("approx-sign", "ste-sign"))
                    .tau(
                            new TauScheduleSpace(
                                    new ContinuousParameterSpace(0.6, 1),
                                    new PlainValue<>(1.0),
                                    epochs))
                    .build();
        }
    };

    /** The layer of a stage. */
    abstract LayerSpace<? extends Layer> space(String stage, int channels, int epochs);

    private static <T extends Conv2DLayerSpace.Builder<T>> T linear(T convolution, int channels) {
        return convolution
                .kernelSize(3, 3)
                .nOut(channels)
                .convolutionMode(ConvolutionMode.Same)
                .activation(Activation.IDENTITY);
    }

    /** Name on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
