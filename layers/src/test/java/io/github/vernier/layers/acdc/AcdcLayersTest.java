/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.acdc;

import static io.github.vernier.layers.testing.ArrayAssert.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.vernier.layers.cost.CountingRule;
import io.github.vernier.layers.parameterized.ColumnFunction;
import io.github.vernier.layers.parameterized.WeightShape;
import java.util.Map;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;

/** Sizes, initialisation, the two paths, errors, and the configuration's JSON. */
class AcdcLayersTest {

    private static MultiLayerNetwork net(Layer layer, InputType input) {
        MultiLayerNetwork net = new MultiLayerNetwork(configuration(layer, input));
        net.init();
        return net;
    }

    private static MultiLayerConfiguration configuration(Layer layer, InputType input) {
        return new NeuralNetConfiguration.Builder()
                .seed(5)
                .dataType(DataType.DOUBLE)
                .updater(new NoOp())
                .list()
                .layer(layer)
                .setInputType(input)
                .build();
    }

    private static AcdcConvolution2D.Builder convolution(int out) {
        return new AcdcConvolution2D.Builder(3, 3)
                .convolutionMode(ConvolutionMode.Same)
                .nOut(out)
                .activation(Activation.IDENTITY);
    }

    @ParameterizedTest(name = "{0} -> {1}: {2}")
    @CsvSource({
        // The published sizes of WRN-28-10's layers.
        "16, 160, 3664",
        "160, 160, 4960",
        "160, 320, 8480",
        "320, 640, 16960",
    })
    void aFactorHasTwoParametersForEachChannel(int in, int out, long parameters) {
        AcdcConvolution2D layer =
                new AcdcConvolution2D.Builder(3, 3).layers(12).nIn(in).nOut(out).build();
        assertThat(layer.initializer().numParams(layer)).isEqualTo(parameters);
        assertThat(layer.initializer().weightKeys(layer)).containsExactly("dW", "pA", "pD");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 12})
    void aNewKernelIsNearlyOrthogonalAtAnyDepth(int layers) {
        MultiLayerNetwork net =
                net(convolution(160).layers(layers).build(), InputType.convolutional(2, 2, 160));
        INDArray a = net.getParam("0_pA");
        assertThat(a.shape()).containsExactly(layers - 1, 160);
        assertThat(a.meanNumber().doubleValue()).isCloseTo(1, within(0.003));
        assertThat(a.stdNumber().doubleValue()).isCloseTo(0.01, within(0.002));
        INDArray kernel = kernel(new AcdcWeight(layers - 1), net, 160);
        assertThat(kernel.stdNumber().doubleValue()).isCloseTo(1 / Math.sqrt(160), within(0.001));
        INDArray product = kernel.mmul(kernel.transpose()).sub(Nd4j.eye(160));
        assertThat(product.amaxNumber().doubleValue()).isLessThan(0.25);
    }

    private static INDArray kernel(AcdcWeight weight, MultiLayerNetwork net, int size) {
        return weight.bind(new WeightShape(size, size, 1, 1), DataType.DOUBLE)
                .weight(
                        Map.of("A", net.getParam("0_pA"), "D", net.getParam("0_pD")),
                        Nd4j.create(DataType.DOUBLE, size, size, 1, 1),
                        false)
                .reshape(size, size);
    }

    @ParameterizedTest(name = "{0} -> {1}, bias={2}")
    @CsvSource({"48, 96, true", "96, 96, false", "96, 24, true", "150, 150, false"})
    void thePathsAgreeInManyBlocks(int in, int out, boolean bias) {
        InputType input = InputType.convolutional(9, 7, in);
        AcdcConvolution2D layer =
                convolution(out).path(AcdcPath.WEIGHT).factors(3).hasBias(bias).build();
        MultiLayerNetwork byWeight = net(layer.clone(), input);
        MultiLayerNetwork byActivations =
                net(
                        convolution(out)
                                .path(AcdcPath.ACTIVATIONS)
                                .factors(3)
                                .hasBias(bias)
                                .build(),
                        input);
        byActivations.setParams(byWeight.params());
        Nd4j.getRandom().setSeed(1);
        INDArray x = Nd4j.randn(DataType.DOUBLE, 3, in, 9, 7);
        INDArray g = Nd4j.randn(DataType.DOUBLE, 3, out, 9, 7);
        assertClose("output", byActivations.output(x), byWeight.output(x), 1e-12);
        Pair<Gradient, INDArray> expected = gradients(byWeight, x, g);
        Pair<Gradient, INDArray> actual = gradients(byActivations, x, g);
        assertClose("dx", actual.getSecond(), expected.getSecond(), 1e-12);
        assertClose(
                "gradient", actual.getFirst().gradient(), expected.getFirst().gradient(), 1e-12);
    }

    private static Pair<Gradient, INDArray> gradients(
            MultiLayerNetwork net, INDArray x, INDArray g) {
        net.setInput(x);
        net.feedForward(true, false);
        Pair<Gradient, INDArray> p = net.backpropGradient(g.dup(), null);
        return new Pair<>(p.getFirst(), p.getSecond().dup());
    }

    @Test
    void theActivationsAreTransformedInTrainingWhereTheyAreFewer() {
        WeightShape shape = new WeightShape(64, 32, 1, 1);
        ColumnFunction function = (ColumnFunction) new AcdcWeight(2).bind(shape, DataType.FLOAT);
        assertThat(function.isFasterOnColumns(31, true)).isTrue();
        assertThat(function.isFasterOnColumns(32, true)).isFalse();
        assertThat(function.isFasterOnColumns(1, false)).isFalse();
    }

    @Test
    void publishedAndCorrectedCountsDifferByTheStride() {
        AcdcConvolution2D layer =
                convolution(64).stride(2, 2).layers(2).nIn(64).hasBias(true).build();
        InputType input = InputType.convolutional(8, 8, 64);
        long depthwise = 9 * 64 * 16;
        long factor = 4 * 64 + 5 * 64 * 6;
        assertThat(layer.multAdds(input, CountingRule.PUBLISHED))
                .isEqualTo(depthwise + factor * 64);
        assertThat(layer.multAdds(input, CountingRule.CORRECTED))
                .isEqualTo(depthwise + factor * 16 + 64 * 16);
    }

    @Test
    void permutationsAreSavedWithTheModel() {
        InputType input = InputType.convolutional(4, 4, 6);
        for (ChannelPermutation p :
                new ChannelPermutation[] {
                    new Riffle(),
                    new Interleave(),
                    new ChannelShuffle(3),
                    new RandomPermutation(11),
                    new TablePermutation(5, 4, 3, 2, 1, 0),
                    new NoPermutation()
                }) {
            MultiLayerConfiguration conf =
                    configuration(
                            convolution(6).permutation(p).factors(2).original(true).build(), input);
            MultiLayerConfiguration read = MultiLayerConfiguration.fromJson(conf.toJson());
            assertThat(read).isEqualTo(conf);
            AcdcConvolution2D layer = (AcdcConvolution2D) read.getConf(0).getLayer();
            assertThat(layer.getPointwise().outer(1).indices(6)).isEqualTo(p.indices(6));
        }
        assertThat(convolution(6).build()).isNotEqualTo(convolution(6).original(true).build());
        assertThat(convolution(6).build())
                .isNotEqualTo(convolution(6).permutation(new Interleave()).build());
    }

    @Test
    void errorsNameWhatWasExpected() {
        assertThatThrownBy(() -> convolution(8).layers(1))
                .hasMessage(
                        "ACDC: the published number of layers must be at least 2, because the last"
                                + " is dropped, but is 1");
        assertThatThrownBy(() -> convolution(8).factors(0).build())
                .hasMessage("ACDC: the number of factors must be at least 1, but is 0");
        assertThatThrownBy(() -> convolution(9).nIn(3).build())
                .hasMessageContaining("A riffle needs an even number of channels, but there are 9");
        assertThatThrownBy(() -> net(convolution(9).build(), InputType.convolutional(4, 4, 3)))
                .hasStackTraceContaining("needs an even number of channels, but there are 9");
        assertThatThrownBy(() -> convolution(6).nIn(8).build())
                .hasMessageContaining("must be a multiple of them")
                .hasMessageContaining("nIn=8, nOut=6");
        assertThatThrownBy(() -> convolution(22).nIn(3).original(true).build())
                .hasMessageContaining("8 would have to be added; got nIn=3, nOut=22");
        assertThatThrownBy(
                        () ->
                                convolution(8)
                                        .permutation(new Riffle(), new Riffle())
                                        .factors(3)
                                        .build())
                .hasMessage(
                        "ACDC: there must be one permutation, or one for each of the 3 factors, but"
                                + " there are 2");
        assertThatThrownBy(() -> new AcdcDense.Builder().nIn(4).nOut(6).build())
                .hasMessageContaining("nOut must be a multiple of nIn")
                .hasMessageContaining("nIn=4, nOut=6");
        assertThatThrownBy(() -> new AcdcDense.Builder().nIn(6).nOut(6).groups(4).build())
                .hasMessage("ACDC: groups must divide the 6 features, but there are 4");
    }
}
