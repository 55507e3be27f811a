/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary;

import static io.github.vernier.layers.binary.RelativeAssert.assertRelative;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.vernier.layers.cost.CountingRule;
import io.github.vernier.layers.cost.NetworkCost;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

class BinaryLayersTest {

    private static final InputType IMAGE = InputType.convolutional(6, 6, 4);

    private static BinaryConvolution2D.Builder convolution(int... kernel) {
        return new BinaryConvolution2D.Builder(kernel)
                .convolutionMode(ConvolutionMode.Same)
                .nOut(5)
                .hasBias(false)
                .activation(Activation.IDENTITY);
    }

    private static MultiLayerConfiguration conf(Layer layer, InputType input, DataType type) {
        return new NeuralNetConfiguration.Builder()
                .seed(3)
                .dataType(type)
                .weightInit(WeightInit.RELU)
                .updater(new NoOp())
                .list()
                .layer(layer)
                .setInputType(input)
                .build();
    }

    private static MultiLayerNetwork net(Layer layer, InputType input, DataType type) {
        MultiLayerNetwork net = new MultiLayerNetwork(conf(layer, input, type));
        net.init();
        return net;
    }

    private static INDArray random(DataType type, long seed, long... shape) {
        Nd4j.getRandom().setSeed(seed);
        return Nd4j.randn(DataType.DOUBLE, shape).castTo(type);
    }

    private static Pair<Gradient, INDArray> backward(MultiLayerNetwork net, INDArray x) {
        net.setInput(x);
        INDArray y = net.feedForward(true, false).get(1);
        return net.backpropGradient(random(y.dataType(), 5, y.shape()), null);
    }

    @Test
    void refusesFiltersOfOneWeight() {
        assertThatThrownBy(
                        () ->
                                conf(
                                        convolution(1, 1).build(),
                                        InputType.convolutional(6, 6, 1),
                                        DataType.FLOAT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Binary weight [5, 1, 1, 1]: standardization STANDARDIZE needs a fan-in (nIn *"
                                + " kH * kW) of at least 2, but it is 1");
        assertThatThrownBy(
                        () ->
                                conf(
                                        new BinaryDepthwiseConvolution2D.Builder(1, 1).build(),
                                        IMAGE,
                                        DataType.FLOAT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("fan-in");
        assertThatThrownBy(
                        () ->
                                conf(
                                        new BinaryDense.Builder().nOut(3).build(),
                                        InputType.feedForward(1),
                                        DataType.FLOAT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("fan-in");
        conf(
                convolution(1, 1).standardization(Standardization.NONE).build(),
                InputType.convolutional(6, 6, 1),
                DataType.FLOAT);
    }

    @Test
    void refusesExamplesOfOneValue() {
        InputType single = InputType.convolutional(1, 1, 1);
        assertThatThrownBy(() -> conf(convolution(3, 3).build(), single, DataType.FLOAT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Input scaling PER_EXAMPLE needs at least 2 values in each example, but there"
                                + " is 1");
        conf(convolution(3, 3).inputScaling(InputScaling.NONE).build(), single, DataType.FLOAT);
        conf(convolution(3, 3).floatInput().build(), single, DataType.FLOAT);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 0, 1.0001, Double.NaN})
    void refusesQuantilesThatClampNothingOrAll(double tau) {
        assertThatThrownBy(() -> convolution(3, 3).tau(tau).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tau must be in (0.5, 1], where 1 is no clamp, but is " + tau);
        assertThatThrownBy(() -> new ExponentialTau(0.85, tau, 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("end must be in (0.5, 1], where 1 is no clamp, but is " + tau);
    }

    @Test
    void aScheduleThatLeavesTheRangeSaysWhen() {
        MultiLayerNetwork net =
                net(
                        convolution(3, 3)
                                .tau(new MapSchedule(ScheduleType.EPOCH, Map.of(0, 0.9, 2, 0.4)))
                                .build(),
                        IMAGE,
                        DataType.FLOAT);
        INDArray x = random(DataType.FLOAT, 1, 2, 4, 6, 6);
        backward(net, x);
        net.incrementEpochCount();
        backward(net, x);
        net.incrementEpochCount();
        assertThatThrownBy(() -> backward(net, x))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "tau at iteration 0, epoch 2 must be in (0.5, 1], where 1 is no clamp, but is"
                                + " 0.4");
    }

    @Test
    void refusesOtherWrongNumbers() {
        assertThatThrownBy(() -> convolution(3, 3).epsilon(0).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("epsilon must be positive and finite, but is 0.0");
        assertThatThrownBy(() -> convolution(3, 3).laplaceScale(-1).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("laplaceScale must be positive and finite, but is -1.0");
        assertThatThrownBy(() -> convolution(3, 3).padValue(-1).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("padValue must be 0 or 1, but is -1.0");
        assertThatThrownBy(() -> new ExponentialTau(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("epochs must be at least 1, but is 0");
        assertThatThrownBy(() -> new BinaryDepthwiseConvolution2D.Builder(3, 3).depthMultiplier(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("depthMultiplier must be at least 1, but is 0");
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"DOUBLE", "FLOAT"})
    void allZeroWeightsAreNoNumbersOutOfNothing(DataType type) {
        for (double tau : new double[] {1, 0.85}) {
            for (ScalingFactor scaling : ScalingFactor.values()) {
                MultiLayerNetwork net =
                        net(convolution(3, 3).tau(tau).scalingFactor(scaling).build(), IMAGE, type);
                net.getParam("0_W").assign(0);
                INDArray x = random(type, 1, 2, 4, 6, 6);
                Pair<Gradient, INDArray> p = backward(net, x);
                assertThat(net.output(x).amaxNumber().doubleValue()).isZero();
                assertThat(p.getFirst().gradient().sumNumber().doubleValue()).isFinite();
                assertThat(p.getSecond().amaxNumber().doubleValue()).isZero();
            }
        }
    }

    @Test
    void constantExamplesAreDividedByTheSquareRootOfEpsilon() {
        MultiLayerNetwork net = net(convolution(3, 3).build(), IMAGE, DataType.FLOAT);
        INDArray x = Nd4j.valueArrayOf(new long[] {2, 4, 6, 6}, 0.001f);
        Pair<Gradient, INDArray> p = backward(net, x);
        assertThat(p.getSecond().sumNumber().doubleValue()).isFinite();
        assertThat(p.getSecond().amaxNumber().doubleValue()).isPositive();
    }

    @Test
    void tauFollowsTheEpoch() {
        ExponentialTau tau = new ExponentialTau(0.85, 0.99, 10);
        MultiLayerNetwork net = net(convolution(3, 3).tau(tau).build(), IMAGE, DataType.FLOAT);
        for (int epoch = 0; epoch < 12; epoch++) {
            BinarizedWeight weight = BinarizedWeight.of(net.getLayer(0)).get("W");
            assertThat(weight.tau()).isEqualTo(tau.valueAt(0, epoch));
            assertThat(weight.upper())
                    .isCloseTo(
                            -weight.laplaceScale() * Math.log(2 - 2 * weight.tau()), within(1e-12));
            net.incrementEpochCount();
        }
    }

    @Test
    void inferenceFollowsTauWhereAlphaDoes() {
        MultiLayerNetwork net =
                net(
                        convolution(3, 3)
                                .tau(new ExponentialTau(0.6, 0.99, 2))
                                .scalingFactor(ScalingFactor.MEAN_ABSOLUTE)
                                .build(),
                        IMAGE,
                        DataType.FLOAT);
        INDArray x = random(DataType.FLOAT, 1, 2, 4, 6, 6);
        INDArray first = net.output(x);
        assertThat(net.output(x)).isEqualTo(first);
        net.incrementEpochCount();
        assertThat(net.output(x).norm2Number().doubleValue())
                .isGreaterThan(first.norm2Number().doubleValue());
    }

    @Test
    void tauNeverChangesThePublishedOutput() {
        INDArray x = random(DataType.FLOAT, 1, 2, 4, 6, 6);
        INDArray without = net(convolution(3, 3).build(), IMAGE, DataType.FLOAT).output(x);
        INDArray with = net(convolution(3, 3).tau(0.6).build(), IMAGE, DataType.FLOAT).output(x);
        assertThat(with).isEqualTo(without);
    }

    @Test
    void trainingAndInferenceAgree() {
        MultiLayerNetwork net = net(convolution(3, 3).tau(0.9).build(), IMAGE, DataType.FLOAT);
        INDArray x = random(DataType.FLOAT, 1, 2, 4, 6, 6);
        assertThat(net.feedForward(x, true).get(1)).isEqualTo(net.output(x));
    }

    @Test
    void theLayersInputStaysWhatCameIn() {
        MultiLayerNetwork net = net(convolution(3, 3).build(), IMAGE, DataType.FLOAT);
        INDArray x = random(DataType.FLOAT, 1, 2, 4, 6, 6);
        net.setInput(x);
        net.feedForward(true, false);
        assertThat(net.getLayer(0).input()).isEqualTo(x);
    }

    @Test
    void minibatchesOfChangingSizeShareMemory() {
        MultiLayerNetwork used = net(convolution(3, 3).tau(0.9).build(), IMAGE, DataType.FLOAT);
        for (int examples : new int[] {5, 3, 7, 3}) {
            INDArray x = random(DataType.FLOAT, examples, examples, 4, 6, 6);
            MultiLayerNetwork fresh =
                    net(convolution(3, 3).tau(0.9).build(), IMAGE, DataType.FLOAT);
            fresh.setParams(used.params());
            Pair<Gradient, INDArray> a = backward(used, x);
            Pair<Gradient, INDArray> b = backward(fresh, x);
            assertThat(a.getFirst().gradient()).isEqualTo(b.getFirst().gradient());
            assertThat(a.getSecond()).isEqualTo(b.getSecond());
        }
    }

    /** Several chunks for each example, and a mean far from zero. */
    @Test
    void longExamplesInFloatAreCloseToDouble() {
        InputType input = InputType.convolutional(40, 41, 7);
        INDArray x = random(DataType.DOUBLE, 1, 2, 7, 40, 41).addi(100);
        Layer layer = convolution(3, 3).tau(0.9).build();
        MultiLayerNetwork inDouble = net(layer.clone(), input, DataType.DOUBLE);
        MultiLayerNetwork inFloat = net(layer.clone(), input, DataType.FLOAT);
        inFloat.setParams(inDouble.params().castTo(DataType.FLOAT));
        INDArray small = x.sub(100);
        for (INDArray in : List.of(x, small)) {
            INDArray rounded = in.castTo(DataType.FLOAT);
            Pair<Gradient, INDArray> d = backward(inDouble, rounded.castTo(DataType.DOUBLE));
            Pair<Gradient, INDArray> f = backward(inFloat, rounded);
            assertRelative("gradient", f.getFirst().gradient(), d.getFirst().gradient(), 1e-4);
            if (in == small) {
                assertRelative("input gradient", f.getSecond(), d.getSecond(), 1e-4);
            }
        }
    }

    @Test
    void depthwiseIsOneConvolutionForEachChannel() {
        MultiLayerNetwork depthwise =
                net(
                        new BinaryDepthwiseConvolution2D.Builder(3, 3)
                                .depthMultiplier(2)
                                .convolutionMode(ConvolutionMode.Same)
                                .inputScaling(InputScaling.NONE)
                                .activation(Activation.IDENTITY)
                                .build(),
                        IMAGE,
                        DataType.DOUBLE);
        INDArray x = random(DataType.DOUBLE, 1, 2, 4, 6, 6);
        INDArray y = depthwise.output(x);
        assertThat(y.shape()).containsExactly(2, 8, 6, 6);
        for (int c = 0; c < 4; c++) {
            MultiLayerNetwork one =
                    net(
                            convolution(3, 3).nOut(2).inputScaling(InputScaling.NONE).build(),
                            InputType.convolutional(6, 6, 1),
                            DataType.DOUBLE);
            INDArray filters = depthwise.getParam("0_W");
            one.setParam("0_W", filters.get(NDArrayIndex.interval(2 * c, 2 * c + 2)).dup('c'));
            one.setParam(
                    "0_alpha",
                    depthwise.getParam("0_alpha").get(NDArrayIndex.interval(2 * c, 2 * c + 2)));
            INDArray channel = x.get(NDArrayIndex.all(), NDArrayIndex.interval(c, c + 1)).dup('c');
            INDArray theirs =
                    y.get(NDArrayIndex.all(), NDArrayIndex.interval(2 * c, 2 * c + 2)).dup('c');
            assertRelative("channel " + c, theirs, one.output(channel), 1e-12);
        }
    }

    @Test
    void bitsAndProductsAreCounted() {
        MultiLayerConfiguration conf = conf(convolution(3, 3).build(), IMAGE, DataType.FLOAT);
        NetworkCost cost = NetworkCost.of(conf, IMAGE);
        assertThat(cost.parameters()).isEqualTo(5 * 4 * 9 + 5);
        assertThat(cost.bits()).isEqualTo(5 * 4 * 9 + 32 * 5);
        assertThat(cost.multAdds(CountingRule.PUBLISHED)).hasValue(5 * 4 * 9 * 36);
        assertThat(new BinaryDense.Builder().nIn(10).nOut(3).build().parameterBits(36))
                .isEqualTo(30 + 32 * 6);
        assertThat(new BinaryConvolution1D.Builder(3).nIn(4).nOut(2).build().parameterBits(28))
                .isEqualTo(24 + 32 * 4);
        assertThat(
                        new BinarySeparableConvolution2D.Builder(3, 3)
                                .nIn(4)
                                .nOut(2)
                                .build()
                                .parameterBits(36 + 8 + 4 + 2 + 2))
                .isEqualTo(36 + 8 + 32 * (4 + 2 + 2));
    }

    @Test
    void theWeightsOfEveryFormCanBeLookedAt() {
        MultiLayerNetwork separable =
                net(
                        new BinarySeparableConvolution2D.Builder(3, 3).nOut(2).build(),
                        IMAGE,
                        DataType.FLOAT);
        Map<String, BinarizedWeight> both = BinarizedWeight.of(separable.getLayer(0));
        assertThat(both.keySet()).containsExactly("dW", "pW");
        assertThat(both.get("dW").latent()).isEqualTo(separable.getParam("0_dW"));
        assertThat(both.get("pW").alpha()).isEqualTo(separable.getParam("0_pAlpha"));

        MultiLayerNetwork dense =
                net(
                        new BinaryDense.Builder().nOut(3).build(),
                        InputType.feedForward(8),
                        DataType.FLOAT);
        BinarizedWeight weight = BinarizedWeight.of(dense.getLayer(0)).get("W");
        assertThat(weight.tau()).isEqualTo(1);
        assertThat(weight.upper()).isInfinite();
        assertThat(weight.binary().mul(weight.binary()).sumNumber().doubleValue()).isEqualTo(24);
    }
}
