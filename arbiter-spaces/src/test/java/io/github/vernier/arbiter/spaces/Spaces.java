/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces;

import io.github.vernier.arbiter.spaces.options.AcdcOptions;
import io.github.vernier.arbiter.spaces.options.BinaryOptions;
import io.github.vernier.arbiter.spaces.options.HashOptions;
import io.github.vernier.arbiter.spaces.options.PopArtOptions;
import io.github.vernier.arbiter.spaces.training.SignEstimatorSpace;
import io.github.vernier.arbiter.spaces.training.TauScheduleSpace;
import io.github.vernier.arbiter.spaces.value.OrderedPairSpace;
import io.github.vernier.layers.acdc.AcdcPath;
import io.github.vernier.layers.acdc.NoPermutation;
import io.github.vernier.layers.acdc.Riffle;
import io.github.vernier.layers.binary.BiasScaling;
import io.github.vernier.layers.binary.Clamp;
import io.github.vernier.layers.binary.InputScaling;
import io.github.vernier.layers.binary.ScalingFactor;
import io.github.vernier.layers.binary.Standardization;
import io.github.vernier.layers.hashed.HashFunction;
import io.github.vernier.layers.popart.BatchReduction;
import io.github.vernier.layers.popart.MinMaxRescaling;
import io.github.vernier.layers.popart.PopArtMode;
import io.github.vernier.layers.popart.StatisticsScope;
import io.github.vernier.layers.popart.StepSchedule;
import io.github.vernier.layers.popart.VarianceRescaling;
import org.deeplearning4j.arbiter.conf.updater.AdamSpace;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.distribution.LogUniformDistribution;
import org.deeplearning4j.arbiter.optimize.parameter.BooleanSpace;
import org.deeplearning4j.arbiter.optimize.parameter.continuous.ContinuousParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.discrete.DiscreteParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.integer.IntegerParameterSpace;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.nd4j.linalg.activations.Activation;

/** Groups of options, all searched. */
final class Spaces {

    /** Leaves that {@link #inherited} adds. */
    static final int INHERITED = 7;

    /** Leaves that {@link #convolution} adds, those of {@link #inherited} among them. */
    static final int CONVOLUTION = INHERITED + 8;

    /** Leaves that {@link #hash} adds. */
    static final int HASH = 4;

    /** Leaves that {@link #binary} adds. */
    static final int BINARY = 12;

    /** Leaves that {@link #acdc} adds. */
    static final int ACDC = 4;

    /** Leaves that {@link #popArt} adds. */
    static final int POP_ART = 13;

    /** Candidates of {@link #few}, ranges cut to 3 values. */
    static final int FEW = 3 * 2;

    private Spaces() {}

    @SafeVarargs
    @SuppressWarnings("varargs")
    static <T> ParameterSpace<T> choice(T... values) {
        return new DiscreteParameterSpace<>(values);
    }

    static ParameterSpace<Double> range(double min, double max) {
        return new ContinuousParameterSpace(min, max);
    }

    /** What Arbiter's own builders have, as far as a test needs it. */
    static <T extends BuilderLayerSpace.Builder<T>> T inherited(
            T builder, ParameterSpace<Integer> nOut) {
        return builder.nOut(nOut)
                .activation(choice(Activation.RELU, Activation.TANH))
                .biasInit(range(0, 0.1))
                .l1(new ContinuousParameterSpace(new LogUniformDistribution(1e-5, 1e-2)))
                .dropOut(range(0, 0.9))
                .weightDecay(range(0, 1e-3))
                .updater(new AdamSpace(range(1e-4, 1e-2)));
    }

    /** Every option of the stock convolution. */
    static <T extends Conv2DLayerSpace.Builder<T>> T convolution(
            T builder, ParameterSpace<Integer> nOut) {
        return inherited(builder, nOut)
                .kernelSize(choice(new int[] {1, 1}, new int[] {3, 3}))
                .stride(choice(new int[] {1, 1}, new int[] {2, 2}))
                .padding(choice(new int[] {0, 0}, new int[] {1, 0}))
                .dilation(choice(new int[] {1, 1}, new int[] {2, 2}))
                .convolutionMode(choice(ConvolutionMode.Same, ConvolutionMode.Truncate))
                .hasBias(new BooleanSpace())
                .dataFormat(choice(CNN2DFormat.values()))
                .compressedRegularization(range(0, 1));
    }

    /** A convolution with few candidates. */
    static <T extends Conv2DLayerSpace.Builder<T>> T few(T builder) {
        return builder.kernelSize(3, 3)
                .nOut(new IntegerParameterSpace(4, 10))
                .hasBias(choice(true, false));
    }

    static <T extends HashOptions<T>> T hash(T builder) {
        return builder.signed(new BooleanSpace())
                .hashSeed(new IntegerParameterSpace(0, 99))
                .hashFunction(choice(HashFunction.values()))
                .referenceCompatible(choice(false, true));
    }

    static <T extends BinaryOptions<T>> T binary(T builder) {
        return builder.weightEstimator(SignEstimatorSpace.of("identity", "ste-sign"))
                .inputEstimator(SignEstimatorSpace.all())
                .floatInput(new BooleanSpace())
                .standardization(choice(Standardization.values()))
                .laplaceScale(range(1, 3))
                .epsilon(range(1e-6, 1e-4))
                .clamp(choice(Clamp.values()))
                .tau(new TauScheduleSpace(range(0.6, 0.9), range(0.9, 1), 10))
                .scalingFactor(choice(ScalingFactor.values()))
                .biasScaling(choice(BiasScaling.values()))
                .inputScaling(choice(InputScaling.values()));
    }

    static <T extends AcdcOptions<T>> T acdc(T builder) {
        return builder.factors(new IntegerParameterSpace(1, 5))
                .original(new BooleanSpace())
                .permutation(choice(new Riffle(), new NoPermutation()))
                .path(choice(AcdcPath.values()));
    }

    static <T extends PopArtOptions<T>> T popArt(T builder) {
        return builder.art(choice(new VarianceRescaling(), new MinMaxRescaling()))
                .beta(new ContinuousParameterSpace(new LogUniformDistribution(1e-5, 0.5)))
                .schedule(choice(StepSchedule.CONSTANT, StepSchedule.PRIOR_COUNT))
                .reduction(choice(BatchReduction.values()))
                .bounds(new OrderedPairSpace(range(1e-6, 1), range(0.5, 1e6)))
                .desiredDeviation(range(0.5, 2))
                .scope(choice(StatisticsScope.values()))
                .mode(choice(PopArtMode.values()))
                .preserveOutputs(new BooleanSpace())
                .scoreInOriginalUnits(new BooleanSpace())
                .rescaleUpdaterState(new BooleanSpace())
                .warmUp(new IntegerParameterSpace(0, 9));
    }
}
