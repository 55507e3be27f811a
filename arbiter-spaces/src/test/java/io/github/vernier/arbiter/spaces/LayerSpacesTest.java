/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces;

import static io.github.vernier.arbiter.spaces.Spaces.ACDC;
import static io.github.vernier.arbiter.spaces.Spaces.BINARY;
import static io.github.vernier.arbiter.spaces.Spaces.CONVOLUTION;
import static io.github.vernier.arbiter.spaces.Spaces.FEW;
import static io.github.vernier.arbiter.spaces.Spaces.HASH;
import static io.github.vernier.arbiter.spaces.Spaces.INHERITED;
import static io.github.vernier.arbiter.spaces.Spaces.acdc;
import static io.github.vernier.arbiter.spaces.Spaces.binary;
import static io.github.vernier.arbiter.spaces.Spaces.choice;
import static io.github.vernier.arbiter.spaces.Spaces.convolution;
import static io.github.vernier.arbiter.spaces.Spaces.few;
import static io.github.vernier.arbiter.spaces.Spaces.hash;
import static io.github.vernier.arbiter.spaces.Spaces.inherited;
import static io.github.vernier.arbiter.spaces.Spaces.range;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.vernier.arbiter.spaces.conditional.ChoiceLayerSpace;
import io.github.vernier.arbiter.spaces.training.SignEstimatorSpace;
import io.github.vernier.arbiter.testing.LayerSpaceContract;
import io.github.vernier.layers.binary.BinaryInput;
import io.github.vernier.layers.binary.InputScaling;
import io.github.vernier.layers.binary.estimator.SignEstimators;
import io.github.vernier.layers.binary.irnet.LibraWeight;
import io.github.vernier.layers.parameterized.DenseWeight;
import io.github.vernier.layers.parameterized.InputTransform;
import io.github.vernier.layers.parameterized.WeightParameterization;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.arbiter.DL4JConfiguration;
import org.deeplearning4j.arbiter.MultiLayerSpace;
import org.deeplearning4j.arbiter.layers.LayerSpace;
import org.deeplearning4j.arbiter.layers.OutputLayerSpace;
import org.deeplearning4j.arbiter.layers.RnnOutputLayerSpace;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.generator.GridSearchCandidateGenerator;
import org.deeplearning4j.arbiter.optimize.parameter.BooleanSpace;
import org.deeplearning4j.arbiter.optimize.parameter.discrete.DiscreteParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.integer.IntegerParameterSpace;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The contract of every layer's space. */
class LayerSpacesTest {

    /** Every layer's configuration that can be built has a space here, or its contract nearby. */
    @Test
    void everyLayerHasASpace() throws IOException, URISyntaxException {
        Path root =
                Path.of(
                        DenseWeight.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI());
        try (Stream<Path> files = Files.walk(root)) {
            List<String> without =
                    files.map(file -> root.relativize(file).toString())
                            .filter(name -> name.matches("io/github/vernier/.*\\$Builder\\.class"))
                            .map(name -> name.replace('/', '.').replace("$Builder.class", ""))
                            .filter(LayerSpacesTest::isLayer)
                            .map(name -> name.substring(name.lastIndexOf('.') + 1))
                            .filter(name -> !hasSpace(name))
                            .toList();
            assertThat(without).isEmpty();
        }
    }

    private static boolean isLayer(String name) {
        try {
            Class<?> type = Class.forName(name);
            return Layer.class.isAssignableFrom(type) && !Modifier.isAbstract(type.getModifiers());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean hasSpace(String layer) {
        try {
            Class.forName(BuilderLayerSpace.class.getPackageName() + "." + layer + "Space");
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static ParameterSpace<WeightParameterization> weights() {
        return choice(new DenseWeight(), new LibraWeight(SignEstimators.named("ste-sign")));
    }

    private static ParameterSpace<InputTransform> inputs() {
        return choice(input("ste-sign"), input("approx-sign"));
    }

    private static InputTransform input(String estimator) {
        return new BinaryInput(SignEstimators.named(estimator), InputScaling.PER_EXAMPLE, 1e-5, 0);
    }

    /** The contract of the space of a layer that takes sequences. */
    abstract static class SequenceLayerSpaceContract extends LayerSpaceContract {

        @Override
        protected InputType inputType() {
            return InputType.recurrent(3, 12);
        }

        @Override
        protected LayerSpace<? extends Layer> head() {
            return new RnnOutputLayerSpace.Builder().nOut(2).build();
        }
    }

    @Nested
    class HashedConvolution2D extends LayerSpaceContract {

        @Override
        protected HashedConvolution2DSpace space() {
            return hash(convolution(new HashedConvolution2DSpace.Builder(), choice(4, 8)))
                    .ratio(range(0.05, 1))
                    .groups(choice(1, 2))
                    .channelShuffle(new BooleanSpace())
                    .build();
        }

        @Override
        protected int searched() {
            return CONVOLUTION + HASH + 3;
        }

        @Override
        protected HashedConvolution2DSpace gridSpace() {
            return new HashedConvolution2DSpace.Builder()
                    .kernelSize(3, 3)
                    .stride(new DiscreteParameterSpace<>(new int[][] {{1, 1}}))
                    .signed(choice(true, false))
                    .ratio(choice(0.1, 0.5))
                    .nOut(new IntegerParameterSpace(1, 10))
                    .build();
        }

        @Override
        protected int gridSize() {
            return 2 * 3 * 2;
        }
    }

    @Nested
    class HashedSeparableConvolution2D extends LayerSpaceContract {

        @Override
        protected HashedSeparableConvolution2DSpace space() {
            return hash(convolution(
                            new HashedSeparableConvolution2DSpace.Builder(),
                            new IntegerParameterSpace(4, 9)))
                    .ratio(range(0.05, 1))
                    .hashedDepthwise(new BooleanSpace())
                    .depthwiseBias(new BooleanSpace())
                    .build();
        }

        @Override
        protected int searched() {
            return CONVOLUTION + HASH + 3;
        }

        @Override
        protected HashedSeparableConvolution2DSpace gridSpace() {
            return few(new HashedSeparableConvolution2DSpace.Builder())
                    .budget(choice(50, 60, 70, 80))
                    .build();
        }

        @Override
        protected int gridSize() {
            return FEW * 4;
        }
    }

    @Nested
    class BinaryConvolution2D extends LayerSpaceContract {

        @Override
        protected BinaryConvolution2DSpace space() {
            return binary(convolution(new BinaryConvolution2DSpace.Builder(), choice(4, 8)))
                    .padValue(choice(0.0, 1.0))
                    .groups(choice(1, 2))
                    .channelShuffle(new BooleanSpace())
                    .build();
        }

        @Override
        protected int searched() {
            return CONVOLUTION + BINARY + 3;
        }

        @Override
        protected BinaryConvolution2DSpace gridSpace() {
            return few(new BinaryConvolution2DSpace.Builder()).build();
        }

        @Override
        protected int gridSize() {
            return FEW;
        }
    }

    @Nested
    class BinaryDepthwiseConvolution2D extends LayerSpaceContract {

        @Override
        protected BinaryDepthwiseConvolution2DSpace space() {
            return binary(convolution(new BinaryDepthwiseConvolution2DSpace.Builder(), choice(4)))
                    .padValue(choice(0.0, 1.0))
                    .depthMultiplier(new IntegerParameterSpace(1, 3))
                    .build();
        }

        @Override
        protected int searched() {
            return CONVOLUTION - 1 + BINARY + 2;
        }

        @Override
        protected BinaryDepthwiseConvolution2DSpace gridSpace() {
            return new BinaryDepthwiseConvolution2DSpace.Builder()
                    .kernelSize(3, 3)
                    .depthMultiplier(new IntegerParameterSpace(1, 2))
                    .floatInput(choice(true, false))
                    .build();
        }

        @Override
        protected int gridSize() {
            return 2 * 2;
        }
    }

    @Nested
    class BinarySeparableConvolution2D extends LayerSpaceContract {

        @Override
        protected BinarySeparableConvolution2DSpace space() {
            return binary(
                            convolution(
                                    new BinarySeparableConvolution2DSpace.Builder(),
                                    new IntegerParameterSpace(4, 9)))
                    .depthwiseBias(new BooleanSpace())
                    .binaryBetween(new BooleanSpace())
                    .build();
        }

        @Override
        protected int searched() {
            return CONVOLUTION + BINARY + 2;
        }

        @Override
        protected BinarySeparableConvolution2DSpace gridSpace() {
            return few(new BinarySeparableConvolution2DSpace.Builder()).build();
        }

        @Override
        protected int gridSize() {
            return FEW;
        }
    }

    @Nested
    class BinaryConvolution1D extends SequenceLayerSpaceContract {

        @Override
        protected BinaryConvolution1DSpace space() {
            return binary(
                            inherited(
                                    new BinaryConvolution1DSpace.Builder(),
                                    new IntegerParameterSpace(4, 9)))
                    .kernelSize(choice(new int[] {1}, new int[] {3}))
                    .stride(choice(new int[] {1}, new int[] {2}))
                    .convolutionMode(choice(ConvolutionMode.Same, ConvolutionMode.Causal))
                    .rnnDataFormat(choice(RNNFormat.values()))
                    .build();
        }

        @Override
        protected int searched() {
            return INHERITED + BINARY + 4;
        }

        @Override
        protected BinaryConvolution1DSpace gridSpace() {
            return new BinaryConvolution1DSpace.Builder()
                    .kernelSize(3)
                    .nOut(new IntegerParameterSpace(4, 10))
                    .hasBias(choice(true, false))
                    .build();
        }

        @Override
        protected int gridSize() {
            return 3 * 2;
        }
    }

    @Nested
    class BinaryDense extends LayerSpaceContract {

        @Override
        protected BinaryDenseSpace space() {
            return binary(
                            inherited(
                                    new BinaryDenseSpace.Builder(),
                                    new IntegerParameterSpace(4, 9)))
                    .hasBias(new BooleanSpace())
                    .build();
        }

        @Override
        protected int searched() {
            return INHERITED + BINARY + 1;
        }

        @Override
        protected BinaryDenseSpace gridSpace() {
            return new BinaryDenseSpace.Builder()
                    .nOut(new IntegerParameterSpace(4, 10))
                    .hasBias(choice(true, false))
                    .build();
        }

        @Override
        protected int gridSize() {
            return 3 * 2;
        }

        @Override
        protected InputType inputType() {
            return InputType.feedForward(5);
        }
    }

    @Nested
    class AcdcConvolution2D extends LayerSpaceContract {

        @Override
        protected AcdcConvolution2DSpace space() {
            return acdc(convolution(new AcdcConvolution2DSpace.Builder(), choice(4, 8)))
                    .depthwiseBias(new BooleanSpace())
                    .build();
        }

        @Override
        protected int searched() {
            return CONVOLUTION + ACDC + 1;
        }

        @Override
        protected AcdcConvolution2DSpace gridSpace() {
            return new AcdcConvolution2DSpace.Builder()
                    .kernelSize(3, 3)
                    .nOut(choice(4, 8))
                    .layers(new IntegerParameterSpace(2, 12))
                    .hasBias(choice(true, false))
                    .build();
        }

        @Override
        protected int gridSize() {
            return 2 * 3 * 2;
        }
    }

    @Nested
    class AcdcDense extends LayerSpaceContract {

        @Override
        protected AcdcDenseSpace space() {
            return acdc(inherited(new AcdcDenseSpace.Builder(), choice(8, 16)))
                    .hasBias(new BooleanSpace())
                    .diagonalBeforeRiffle(new BooleanSpace())
                    .groups(choice(1, 2))
                    .build();
        }

        @Override
        protected int searched() {
            return INHERITED + ACDC + 3;
        }

        @Override
        protected AcdcDenseSpace gridSpace() {
            return new AcdcDenseSpace.Builder()
                    .nOut(8)
                    .factors(new IntegerParameterSpace(1, 12))
                    .hasBias(choice(true, false))
                    .build();
        }

        @Override
        protected int gridSize() {
            return 3 * 2;
        }

        @Override
        protected InputType inputType() {
            return InputType.feedForward(8);
        }
    }

    @Nested
    class LowRankConvolution2D extends LayerSpaceContract {

        @Override
        protected LowRankConvolution2DSpace space() {
            return convolution(
                            new LowRankConvolution2DSpace.Builder(),
                            new IntegerParameterSpace(4, 9))
                    .ratio(range(0.1, 1))
                    .referenceCompatible(new BooleanSpace())
                    .depthwiseBias(new BooleanSpace())
                    .build();
        }

        @Override
        protected int searched() {
            return CONVOLUTION + 3;
        }

        @Override
        protected LowRankConvolution2DSpace gridSpace() {
            return few(new LowRankConvolution2DSpace.Builder())
                    .rank(new IntegerParameterSpace(1, 4))
                    .build();
        }

        @Override
        protected int gridSize() {
            return FEW * 3;
        }
    }

    @Nested
    class TiedLowRankConvolution2D extends LayerSpaceContract {

        @Override
        protected TiedLowRankConvolution2DSpace space() {
            return convolution(new TiedLowRankConvolution2DSpace.Builder(), choice(4, 8))
                    .ratio(range(0.1, 1))
                    .referenceCompatible(new BooleanSpace())
                    .depthwiseBias(new BooleanSpace())
                    .build();
        }

        @Override
        protected int searched() {
            return CONVOLUTION + 3;
        }

        @Override
        protected TiedLowRankConvolution2DSpace gridSpace() {
            return new TiedLowRankConvolution2DSpace.Builder()
                    .kernelSize(3, 3)
                    .nOut(8)
                    .rank(new IntegerParameterSpace(1, 4))
                    .hasBias(choice(true, false))
                    .build();
        }

        @Override
        protected int gridSize() {
            return 3 * 2;
        }
    }

    @Nested
    class TensorTrainConvolution2D extends LayerSpaceContract {

        @Override
        protected TensorTrainConvolution2DSpace space() {
            return convolution(
                            new TensorTrainConvolution2DSpace.Builder(),
                            new IntegerParameterSpace(4, 9))
                    .ratio(range(0.1, 1))
                    .depthwiseBias(new BooleanSpace())
                    .build();
        }

        @Override
        protected int searched() {
            return CONVOLUTION + 2;
        }

        @Override
        protected TensorTrainConvolution2DSpace gridSpace() {
            return few(new TensorTrainConvolution2DSpace.Builder()).ratio(range(0.1, 1)).build();
        }

        @Override
        protected int gridSize() {
            return FEW * 3;
        }
    }

    @Nested
    class TuckerConvolution2D extends LayerSpaceContract {

        @Override
        protected TuckerConvolution2DSpace space() {
            return convolution(
                            new TuckerConvolution2DSpace.Builder(), new IntegerParameterSpace(4, 9))
                    .ratio(range(0.1, 1))
                    .depthwiseBias(new BooleanSpace())
                    .build();
        }

        @Override
        protected int searched() {
            return CONVOLUTION + 2;
        }

        @Override
        protected TuckerConvolution2DSpace gridSpace() {
            return few(new TuckerConvolution2DSpace.Builder()).ratio(range(0.1, 1)).build();
        }

        @Override
        protected int gridSize() {
            return FEW * 3;
        }
    }

    @Nested
    class ShuffleConvolution2D extends LayerSpaceContract {

        @Override
        protected ShuffleConvolution2DSpace space() {
            return convolution(new ShuffleConvolution2DSpace.Builder(), choice(8, 16))
                    .groupsAtMost(new IntegerParameterSpace(1, 4))
                    .build();
        }

        @Override
        protected int searched() {
            return CONVOLUTION + 1;
        }

        @Override
        protected ShuffleConvolution2DSpace gridSpace() {
            return new ShuffleConvolution2DSpace.Builder()
                    .kernelSize(3, 3)
                    .nOut(8)
                    .groups(choice(1, 2))
                    .hasBias(choice(true, false))
                    .build();
        }

        @Override
        protected int gridSize() {
            return 2 * 2;
        }
    }

    @Nested
    class ParameterizedConvolution2D extends LayerSpaceContract {

        @Override
        protected ParameterizedConvolution2DSpace space() {
            return convolution(new ParameterizedConvolution2DSpace.Builder(), choice(4, 8))
                    .parameterization(weights())
                    .inputTransform(inputs())
                    .groups(choice(1, 2))
                    .channelShuffle(new BooleanSpace())
                    .build();
        }

        @Override
        protected int searched() {
            return CONVOLUTION + 4;
        }

        @Override
        protected ParameterizedConvolution2DSpace gridSpace() {
            return few(new ParameterizedConvolution2DSpace.Builder())
                    .parameterization(weights())
                    .build();
        }

        @Override
        protected int gridSize() {
            return FEW * 2;
        }
    }

    @Nested
    class ParameterizedConvolution1D extends SequenceLayerSpaceContract {

        @Override
        protected ParameterizedConvolution1DSpace space() {
            return inherited(
                            new ParameterizedConvolution1DSpace.Builder(),
                            new IntegerParameterSpace(4, 9))
                    .kernelSize(choice(new int[] {1}, new int[] {3}))
                    .parameterization(weights())
                    .rnnDataFormat(choice(RNNFormat.values()))
                    .build();
        }

        @Override
        protected int searched() {
            return INHERITED + 3;
        }

        @Override
        protected ParameterizedConvolution1DSpace gridSpace() {
            return new ParameterizedConvolution1DSpace.Builder()
                    .kernelSize(3)
                    .nOut(4)
                    .parameterization(weights())
                    .hasBias(choice(true, false))
                    .build();
        }

        @Override
        protected int gridSize() {
            return 2 * 2;
        }
    }

    @Nested
    class ParameterizedDense extends LayerSpaceContract {

        @Override
        protected ParameterizedDenseSpace space() {
            return inherited(new ParameterizedDenseSpace.Builder(), new IntegerParameterSpace(4, 9))
                    .parameterization(weights())
                    .inputTransform(inputs())
                    .hasBias(new BooleanSpace())
                    .build();
        }

        @Override
        protected int searched() {
            return INHERITED + 3;
        }

        @Override
        protected ParameterizedDenseSpace gridSpace() {
            return new ParameterizedDenseSpace.Builder()
                    .nOut(4)
                    .parameterization(weights())
                    .hasBias(choice(true, false))
                    .build();
        }

        @Override
        protected int gridSize() {
            return 2 * 2;
        }

        @Override
        protected InputType inputType() {
            return InputType.feedForward(5);
        }
    }

    @Nested
    class ParameterizedSeparableConvolution2D extends LayerSpaceContract {

        @Override
        protected ParameterizedSeparableConvolution2DSpace space() {
            return convolution(
                            new ParameterizedSeparableConvolution2DSpace.Builder(),
                            new IntegerParameterSpace(4, 9))
                    .depthwise(weights())
                    .pointwise(weights())
                    .depthwiseBias(new BooleanSpace())
                    .build();
        }

        @Override
        protected int searched() {
            return CONVOLUTION + 3;
        }

        @Override
        protected ParameterizedSeparableConvolution2DSpace gridSpace() {
            return few(new ParameterizedSeparableConvolution2DSpace.Builder())
                    .depthwise(weights())
                    .pointwise(new DenseWeight())
                    .build();
        }

        @Override
        protected int gridSize() {
            return FEW * 2;
        }
    }

    @Nested
    class SignActivationLayer extends LayerSpaceContract {

        @Override
        protected SignActivationLayerSpace space() {
            return new SignActivationLayerSpace(SignEstimatorSpace.all());
        }

        @Override
        protected int searched() {
            return 1;
        }

        @Override
        protected SignActivationLayerSpace gridSpace() {
            return new SignActivationLayerSpace(SignEstimatorSpace.of("identity", "ste-sign"));
        }

        @Override
        protected int gridSize() {
            return 2;
        }

        @Override
        protected InputType inputType() {
            return InputType.feedForward(4);
        }
    }

    @Nested
    class Choice extends LayerSpaceContract {

        @Override
        protected ChoiceLayerSpace space() {
            return new ChoiceLayerSpace.Builder()
                    .branch(
                            "hashed",
                            hash(convolution(new HashedConvolution2DSpace.Builder(), choice(4, 8)))
                                    .ratio(range(0.05, 1))
                                    .build())
                    .branch(
                            "binary",
                            binary(
                                            convolution(
                                                    new BinaryConvolution2DSpace.Builder(),
                                                    choice(4, 8)))
                                    .build())
                    .build();
        }

        @Override
        protected int searched() {
            return 1 + CONVOLUTION + HASH + 1 + CONVOLUTION + BINARY;
        }

        /** Arbiter's grid is the product; see the test of the other grid. */
        @Override
        protected ChoiceLayerSpace gridSpace() {
            return new ChoiceLayerSpace.Builder()
                    .branch("dense", new BinaryDenseSpace.Builder().nOut(4).build())
                    .branch("acdc", new AcdcDenseSpace.Builder().nOut(8).build())
                    .build();
        }

        @Override
        protected int gridSize() {
            return 2;
        }
    }

    @Test
    void aGivenLayerIsNoParameterAndStaysInJson() {
        MultiLayerSpace space =
                new MultiLayerSpace.Builder()
                        .seed(1)
                        .addLayer(new GivenLayerSpace(new DenseLayer.Builder().nOut(3).build()))
                        .addLayer(
                                new OutputLayerSpace.Builder().nOut(2).l2(choice(0.1, 0.2)).build())
                        .setInputType(InputType.feedForward(4))
                        .build();
        MultiLayerSpace copy = MultiLayerSpace.fromJson(space.toJson());
        assertThat(copy).isEqualTo(space);
        GridSearchCandidateGenerator grid =
                new GridSearchCandidateGenerator(
                        copy, 5, GridSearchCandidateGenerator.Mode.Sequential, null);

        assertThat(grid.getTotalNumCandidates()).isEqualTo(2);
        assertThat(
                        ((DL4JConfiguration) grid.getCandidate().getValue())
                                .getMultiLayerConfiguration()
                                .getConf(0)
                                .getLayer())
                .isInstanceOfSatisfying(
                        DenseLayer.class, dense -> assertThat(dense.getNOut()).isEqualTo(3));
    }
}
