/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vernier.layers.hashed.HashFunction;
import io.github.vernier.layers.hashed.HashedConvolution2D;
import io.github.vernier.layers.hashed.HashedSeparableConvolution2D;
import org.apache.commons.math3.distribution.LogNormalDistribution;
import org.deeplearning4j.arbiter.DL4JConfiguration;
import org.deeplearning4j.arbiter.MultiLayerSpace;
import org.deeplearning4j.arbiter.layers.OutputLayerSpace;
import org.deeplearning4j.arbiter.optimize.api.Candidate;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.generator.GridSearchCandidateGenerator;
import org.deeplearning4j.arbiter.optimize.generator.RandomSearchGenerator;
import org.deeplearning4j.arbiter.optimize.parameter.FixedValue;
import org.deeplearning4j.arbiter.optimize.parameter.continuous.ContinuousParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.discrete.DiscreteParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.integer.IntegerParameterSpace;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;

class HashedSpacesTest {

    private static final double[] FIXED = {};

    private static HashedConvolution2DSpace.Builder plain() {
        return new HashedConvolution2DSpace.Builder().kernelSize(3, 3).nIn(4).nOut(8);
    }

    private static HashedSeparableConvolution2DSpace.Builder separable() {
        return new HashedSeparableConvolution2DSpace.Builder().kernelSize(3, 3).nIn(4).nOut(8);
    }

    @Test
    void fixedOptionsMakeTheLayerThatItsBuilderMakes() {
        HashedConvolution2DSpace space =
                plain().ratio(0.25)
                        .signed(true)
                        .hashSeed(5)
                        .hashFunction(HashFunction.UNIFORM)
                        .stride(2, 1)
                        .padding(1, 0)
                        .dilation(1, 2)
                        .convolutionMode(ConvolutionMode.Truncate)
                        .hasBias(false)
                        .dataFormat(CNN2DFormat.NHWC)
                        .groups(2)
                        .weightNoise(new DropConnect(0.5))
                        .build();

        assertThat(space.numParameters()).isZero();
        assertThat(space.getValue(FIXED))
                .isEqualTo(
                        new HashedConvolution2D.Builder(3, 3)
                                .nIn(4)
                                .nOut(8)
                                .ratio(0.25)
                                .signed(true)
                                .hashSeed(5)
                                .hashFunction(HashFunction.UNIFORM)
                                .stride(2, 1)
                                .padding(1, 0)
                                .dilation(1, 2)
                                .convolutionMode(ConvolutionMode.Truncate)
                                .hasBias(false)
                                .dataFormat(CNN2DFormat.NHWC)
                                .groups(2)
                                .weightNoise(new DropConnect(0.5))
                                .build());
    }

    @Test
    void sizesAreThoseOfTheBuilders() {
        assertThat(plain().buckets(7).build().getValue(FIXED).getBuckets()).isEqualTo(7);
        assertThat(plain().ratio(0.5).build().getValue(FIXED).getBuckets()).isEqualTo(144);
        assertThat(plain().decimate().build().getValue(FIXED).getBuckets()).isEqualTo(28);
        assertThat(separable().budget(60).hashedDepthwise(true).depthwiseBias(true).build())
                .extracting(space -> space.getValue(FIXED))
                .isEqualTo(
                        new HashedSeparableConvolution2D.Builder(3, 3)
                                .nIn(4)
                                .nOut(8)
                                .budget(60)
                                .hashedDepthwise(true)
                                .depthwiseBias(true)
                                .build());
        assertThat(separable().decimate().build().getValue(FIXED))
                .isEqualTo(
                        new HashedSeparableConvolution2D.Builder(3, 3)
                                .nIn(4)
                                .nOut(8)
                                .decimate()
                                .build());
    }

    @Test
    void exactlyOneSizeMustBeGiven() {
        assertThatThrownBy(() -> plain().build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Exactly one of [buckets, decimate, ratio] must be given, but got []");
        assertThatThrownBy(() -> separable().ratio(0.1).budget(9).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Exactly one of [buckets, budget, decimate, ratio] must be given, but got"
                                + " [budget, ratio]");
    }

    @Test
    void aKernelMustBeGiven() {
        assertThatThrownBy(() -> new HashedConvolution2DSpace.Builder().ratio(0.1).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("kernelSize must be given");
    }

    @Test
    void aRangeWithInvalidEndsIsRefusedByTheLayer() {
        assertRefused(plain().ratio(0), "ratio must be in (0, 1], but got 0.0");
        assertRefused(
                plain().ratio(new ContinuousParameterSpace(0, 0.5)),
                "ratio must be in (0, 1], but got 0.0");
        assertRefused(
                plain().ratio(new ContinuousParameterSpace(0.5, 1.5)),
                "ratio must be in (0, 1], but got 1.5 (ratio:"
                        + " ContinuousParameterSpace(min=0.5,max=1.5))");
        assertRefused(
                plain().ratio(new ContinuousParameterSpace(new LogNormalDistribution(-3, 1))),
                "ratio must be in (0, 1], but got 0.0");
        assertRefused(
                plain().ratio(new DiscreteParameterSpace<>(0.1, 1.5, 0.2)),
                "ratio must be in (0, 1], but got 1.5 (ratio: DiscreteParameterSpace(0.1,1.5,0.2))");
        assertRefused(
                plain().buckets(new IntegerParameterSpace(0, 9)),
                "buckets must be at least 1, but got 0");
        assertRefused(plain().ratio(1).groups(0), "groups must be at least 1, but got 0 (groups:");
        assertRefused(
                plain().ratio(1).stride(new DiscreteParameterSpace<>(new int[2], new int[3])),
                "(stride: DiscreteParameterSpace([0, 0],[0, 0, 0]))");
        assertRefused(
                plain().ratio(1)
                        .convolutionMode(new DiscreteParameterSpace<>(ConvolutionMode.values())),
                "(convolutionMode: DiscreteParameterSpace(Strict,Truncate,Same,Causal))");
    }

    @Test
    void fixedOptionsThatExcludeEachOtherAreRefused() {
        assertRefused(
                plain().ratio(1).signed(true).referenceCompatible(true),
                "[signed] would be ignored beside other fixed options");
        assertRefused(
                plain().ratio(1).convolutionMode(ConvolutionMode.Same).padding(1, 1),
                "[padding] would be ignored beside other fixed options");
    }

    private static void assertRefused(HashedConvolution2DSpace.Builder builder, String message) {
        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void searchedOptionsThatExcludeEachOtherGiveWay() {
        HashedConvolution2DSpace space =
                plain().ratio(1)
                        .referenceCompatible(new DiscreteParameterSpace<>(false, true))
                        .signed(true)
                        .convolutionMode(
                                new DiscreteParameterSpace<>(
                                        ConvolutionMode.Truncate, ConvolutionMode.Same))
                        .padding(1, 1)
                        .build();
        new RandomSearchGenerator(space);

        assertThat(space.getValue(new double[] {0, 0}))
                .isEqualTo(
                        layer().signed(true)
                                .convolutionMode(ConvolutionMode.Truncate)
                                .padding(1, 1)
                                .build());
        assertThat(space.getValue(new double[] {1, 1}))
                .isEqualTo(
                        layer().referenceCompatible(true)
                                .convolutionMode(ConvolutionMode.Same)
                                .build());
    }

    private static HashedConvolution2D.Builder layer() {
        return new HashedConvolution2D.Builder(3, 3).nIn(4).nOut(8).ratio(1);
    }

    @Test
    void aSharedSpaceIsOneParameter() {
        ParameterSpace<Double> ratio = new DiscreteParameterSpace<>(0.1, 0.2, 0.3);
        MultiLayerSpace network =
                network(plain().ratio(ratio).build(), separable().ratio(ratio).build());

        assertThat(network.numParameters()).isEqualTo(1);
        GridSearchCandidateGenerator grid = grid(network);
        assertThat(grid.getTotalNumCandidates()).isEqualTo(3);
    }

    @Test
    void aSharedSpaceStaysOneParameterInJsonWithItsNumbering() {
        ParameterSpace<Double> ratio = new ContinuousParameterSpace(0.1, 0.9);
        MultiLayerSpace network =
                network(plain().ratio(ratio).build(), separable().ratio(ratio).build());
        new RandomSearchGenerator(network);
        MultiLayerSpace copy = MultiLayerSpace.fromJson(network.toJson());
        RandomSearchGenerator search = new RandomSearchGenerator(copy, null, true);
        Candidate<?> candidate = search.getCandidate();

        assertThat(candidate.getException()).isNull();
        assertThat(((DL4JConfiguration) candidate.getValue()).toJson())
                .isEqualTo(network.getValue(candidate.getFlatParameters()).toJson());
    }

    @Test
    void dropoutOfZeroIsNone() {
        HashedConvolution2DSpace space =
                plain().ratio(1).dropOut(new ContinuousParameterSpace(0, 0.5)).build();
        new RandomSearchGenerator(space);

        assertThat(space.getValue(new double[] {0}).getIDropout()).isNull();
        assertThat(space.getValue(new double[] {1}).getIDropout()).isEqualTo(new Dropout(0.5));
        assertThat(plain().ratio(1).dropOut(0.7).build().getValue(FIXED).getIDropout())
                .isEqualTo(new Dropout(0.7));
        assertThatThrownBy(() -> plain().dropOut(new ContinuousParameterSpace(0.5, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "dropOut must be in [0, 1], but"
                                + " ContinuousParameterSpace(min=0.5,max=2.0) allows 2.0");
    }

    @Test
    void sizesThatDoNotFitTheNetworkFailWithIt() {
        MultiLayerSpace tooMany =
                network(plain().buckets(289).build(), separable().ratio(0.1).build());
        MultiLayerSpace tooFew =
                network(plain().buckets(288).build(), separable().budget(5).build());

        assertInitFails(tooMany, "must be from 1 to the number of weights, 288, but is 289");
        assertInitFails(tooFew, "a budget of 5 leaves no bucket for the pointwise convolution");
    }

    private static void assertInitFails(MultiLayerSpace space, String message) {
        MultiLayerNetwork network =
                new MultiLayerNetwork(space.getValue(FIXED).getMultiLayerConfiguration());
        assertThatThrownBy(network::init)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    private static MultiLayerSpace network(
            HashedConvolution2DSpace first, HashedSeparableConvolution2DSpace second) {
        return new MultiLayerSpace.Builder()
                .seed(1)
                .addLayer(first)
                .addLayer(second)
                .addLayer(new OutputLayerSpace.Builder().nOut(2).build())
                .setInputType(InputType.convolutional(8, 8, 4))
                .build();
    }

    private static GridSearchCandidateGenerator grid(MultiLayerSpace space) {
        return new GridSearchCandidateGenerator(
                space, 5, GridSearchCandidateGenerator.Mode.RandomOrder, null);
    }

    @Test
    void aChoiceOfOneIsNoParameter() {
        MultiLayerSpace network =
                network(
                        plain().ratio(new DiscreteParameterSpace<>(0.1)).build(),
                        separable().budget(new DiscreteParameterSpace<>(50, 60)).build());
        GridSearchCandidateGenerator grid = grid(network);

        assertThat(network.numParameters()).isEqualTo(1);
        assertThat(grid.getTotalNumCandidates()).isEqualTo(2);
        Candidate<?> candidate = grid.getCandidate();
        assertThat(candidate.getException()).isNull();
        assertThat(candidate.getFlatParameters()).hasSize(1);
    }

    @Test
    void buildingASpaceLeavesTheGeneratorsIndicesAlone() {
        ParameterSpace<Double> ratio = new DiscreteParameterSpace<>(0.1, 0.2);
        ParameterSpace<Integer> seed = new IntegerParameterSpace(1, 2);
        HashedConvolution2DSpace space = plain().ratio(ratio).hashSeed(seed).build();
        new RandomSearchGenerator(space);
        HashedConvolution2D before = space.getValue(new double[] {0, 1});

        plain().ratio(ratio).build();

        assertThat(space.getValue(new double[] {0, 1})).isEqualTo(before);
    }

    @Test
    void fixedOptionsStandInJsonAsThemselves() {
        MultiLayerSpace network =
                new MultiLayerSpace.Builder()
                        .addLayer(
                                new HashedConvolution2DSpace.Builder()
                                        .kernelSize(new FixedValue<>(new int[] {3, 2}))
                                        .hashFunction(new FixedValue<>(HashFunction.UNIFORM))
                                        .signed(true)
                                        .decimate()
                                        .hashSeed(77)
                                        .build())
                        .build();
        String json = network.toJson();

        // "data" is how Arbiter names Java serialization.
        assertThat(json)
                .doesNotContain("\"data\"")
                .containsPattern("\"value\" : \\[ 3, 2 ]")
                .contains("\"value\" : \"UNIFORM\"")
                .contains("\"value\" : true")
                .contains("\"value\" : 77");
        assertThat(MultiLayerSpace.fromJson(json)).isEqualTo(network);
    }

    @Test
    void spacesDifferByAnyOption() {
        assertThat(plain().ratio(0.1).build())
                .isEqualTo(plain().ratio(0.1).build())
                .hasSameHashCodeAs(plain().ratio(0.1).build())
                .isNotEqualTo(plain().ratio(0.2).build())
                .isNotEqualTo(plain().ratio(0.1).kernelSize(1, 3).build())
                .isNotEqualTo(plain().ratio(0.1).groups(2).build())
                .isNotEqualTo(plain().ratio(0.1).l2(0.1).build())
                .isNotEqualTo(separable().ratio(0.1).build());
    }
}
