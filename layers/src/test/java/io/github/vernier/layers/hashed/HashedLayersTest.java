/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.hashed;

import static io.github.vernier.layers.testing.ArrayAssert.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vernier.layers.parameterized.DenseWeight;
import io.github.vernier.layers.parameterized.ParameterizedConvolution2D;
import io.github.vernier.layers.parameterized.WeightShape;
import java.util.Arrays;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;

/** Sizes, published quirks, initialisation and errors. */
class HashedLayersTest {

    private static MultiLayerNetwork net(ConvolutionLayer layer, int channels) {
        MultiLayerNetwork net =
                new MultiLayerNetwork(
                        new NeuralNetConfiguration.Builder()
                                .seed(5)
                                .dataType(DataType.DOUBLE)
                                .weightInit(WeightInit.RELU)
                                .updater(new NoOp())
                                .list()
                                .layer(layer)
                                .setInputType(InputType.convolutional(8, 8, channels))
                                .build());
        net.init();
        return net;
    }

    private static Layer layer(ConvolutionLayer layer, int channels) {
        return net(layer, channels).getLayer(0);
    }

    @ParameterizedTest(name = "{0} -> {1}, k={2}: {3}")
    @CsvSource({
        // The published sizes of WRN-28-10's layers, biases included.
        "16, 160, 3, 2464",
        "160, 160, 3, 23200",
        "160, 320, 3, 46400",
        "320, 320, 3, 92480",
    })
    void decimateAndSeparableDecimateHaveThePublishedSizes(
            int in, int out, int k, long parameters) {
        ConvolutionLayer full =
                new HashedConvolution2D.Builder(k, k).decimate().nIn(in).nOut(out).build();
        ConvolutionLayer separable =
                new HashedSeparableConvolution2D.Builder(k, k).decimate().nIn(in).nOut(out).build();
        assertThat(full.initializer().numParams(full)).isEqualTo(parameters);
        assertThat(separable.initializer().numParams(separable)).isEqualTo(parameters);
    }

    @Test
    void aBudgetForBothIsDividedInProportion() {
        Layer layer =
                layer(
                        new HashedSeparableConvolution2D.Builder(3, 3)
                                .budget(40)
                                .hashedDepthwise(true)
                                .nOut(8)
                                .build(),
                        6);
        assertThat(layer.getParam("dBuckets").length()).isEqualTo(40 * 54 / (54 + 48));
        assertThat(layer.getParam("pBuckets").length()).isEqualTo(40 * 48 / (54 + 48));
    }

    @Test
    void theReferenceAlwaysHasABiasAndNeverUsesTheLastBucket() {
        Layer layer =
                layer(
                        new HashedConvolution2D.Builder(3, 3)
                                .buckets(30)
                                .referenceCompatible(true)
                                .hasBias(false)
                                .nOut(6)
                                .activation(Activation.IDENTITY)
                                .build(),
                        4);
        assertThat(layer.getParam("b").length()).isEqualTo(6);
        HashedConvolution2D conf = (HashedConvolution2D) layer.conf().getLayer();
        int[] table = conf.getParameterization().indexTable(conf.weightShape());
        assertThat(Arrays.stream(table).max().getAsInt()).isEqualTo(28);

        Layer both =
                layer(
                        new HashedSeparableConvolution2D.Builder(3, 3)
                                .budget(60)
                                .hashedDepthwise(true)
                                .referenceCompatible(true)
                                .nOut(6)
                                .build(),
                        4);
        assertThat(both.paramTable().keySet()).containsExactly("dB", "dBuckets", "b", "pBuckets");
    }

    @Test
    void theReferenceStartsUniformInOneOverRootFanIn() {
        Layer layer =
                layer(
                        new HashedConvolution2D.Builder(3, 3)
                                .ratio(0.5)
                                .referenceCompatible(true)
                                .nOut(200)
                                .build(),
                        16);
        double bound = 1 / Math.sqrt(16 * 9);
        for (String key : new String[] {"buckets", "b"}) {
            INDArray p = layer.getParam(key);
            assertThat(p.maxNumber().doubleValue()).as(key).isBetween(0.9 * bound, bound);
            assertThat(p.minNumber().doubleValue()).as(key).isBetween(-bound, -0.9 * bound);
            // Of a uniform distribution: bound / sqrt(3).
            assertThat(p.stdNumber().doubleValue())
                    .as(key)
                    .isBetween(0.85 * bound / Math.sqrt(3), 1.15 * bound / Math.sqrt(3));
        }
    }

    @Test
    void bucketsStartWithTheVarianceOfTheStockWeight() {
        INDArray buckets =
                layer(new HashedConvolution2D.Builder(3, 3).decimate().nOut(128).build(), 32)
                        .getParam("buckets");
        // He initialisation: sqrt(2 / fanIn).
        double expected = Math.sqrt(2.0 / (32 * 9));
        assertThat(buckets.stdNumber().doubleValue()).isBetween(0.95 * expected, 1.05 * expected);
    }

    @Test
    void withABucketForEachWeightItIsAnOrdinaryConvolution() {
        MultiLayerNetwork hashed =
                net(
                        new HashedConvolution2D.Builder(3, 3)
                                .ratio(1)
                                .convolutionMode(ConvolutionMode.Same)
                                .nOut(5)
                                .activation(Activation.TANH)
                                .build(),
                        4);
        MultiLayerNetwork dense =
                net(
                        new ConvolutionLayer.Builder(3, 3)
                                .convolutionMode(ConvolutionMode.Same)
                                .nOut(5)
                                .activation(Activation.TANH)
                                .build(),
                        4);
        HashedConvolution2D conf = (HashedConvolution2D) hashed.getLayer(0).conf().getLayer();
        int[] table = conf.getParameterization().indexTable(new WeightShape(5, 4, 3, 3));
        INDArray flat = dense.getLayer(0).getParam("W").reshape(table.length);
        for (int j = 0; j < table.length; j++) {
            flat.putScalar(j, hashed.getLayer(0).getParam("buckets").getDouble(table[j]));
        }
        INDArray x = Nd4j.rand(DataType.DOUBLE, 2, 4, 8, 8);
        assertClose("output", hashed.output(x), dense.output(x), 1e-13);
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "4"})
    void groupsSeeOnlyTheirOwnChannels(int groups) {
        MultiLayerNetwork net =
                net(
                        new ParameterizedConvolution2D.Builder(new DenseWeight(), 3, 3)
                                .groups(groups)
                                .convolutionMode(ConvolutionMode.Same)
                                .nOut(8)
                                .activation(Activation.IDENTITY)
                                .build(),
                        4);
        assertThat(net.getLayer(0).getParam("W").shape()).containsExactly(8, 4 / groups, 3, 3);
        INDArray x = Nd4j.rand(DataType.DOUBLE, 1, 4, 8, 8);
        INDArray before = net.output(x).dup();
        // A change in the last input channel reaches the outputs of the last group, no others.
        x.tensorAlongDimension(3, 2, 3).addi(1);
        INDArray changed = net.output(x).sub(before).norm1(0, 2, 3);
        for (int o = 0; o < 8; o++) {
            boolean inLastGroup = o >= 8 - 8 / groups;
            assertThat(changed.getDouble(o) > 1e-9).as("output " + o).isEqualTo(inLastGroup);
        }
    }

    @Test
    void errorsNameWhatWasExpected() {
        assertThatThrownBy(() -> new HashedConvolution2D.Builder(3, 3).ratio(1.5))
                .hasMessage("ratio must be in (0, 1], but got 1.5");
        assertThatThrownBy(() -> new HashedConvolution2D.Builder(3, 3).nOut(4).build())
                .hasMessageContaining("buckets, a ratio or decimate() must be given");
        assertThatThrownBy(
                        () ->
                                net(
                                        new HashedConvolution2D.Builder(3, 3)
                                                .buckets(1000)
                                                .nOut(4)
                                                .build(),
                                        2))
                .hasStackTraceContaining("from 1 to the number of weights, 72, but is 1000");
        assertThatThrownBy(
                        () ->
                                net(
                                        new HashedSeparableConvolution2D.Builder(3, 3)
                                                .budget(18)
                                                .nOut(4)
                                                .build(),
                                        2))
                .hasStackTraceContaining("leaves no bucket for the pointwise convolution")
                .hasStackTraceContaining("at least 19 is needed");
        assertThatThrownBy(() -> HashedWeight.table(3, new int[] {0, 3}, null))
                .hasMessage("Index table: entry 1 must be in [0, 3), but is 3");
        assertThatThrownBy(() -> HashedWeight.table(3, new int[] {0, 1}, new int[] {1, 0}))
                .hasMessage("Sign table: entry 1 must be 1 or -1, but is 0");
        assertThatThrownBy(
                        () ->
                                net(
                                        new HashedConvolution2D.Builder(3, 3)
                                                .table(2, new int[] {0, 1}, null)
                                                .nOut(4)
                                                .build(),
                                        2))
                .hasStackTraceContaining("Index table has 2 entries");
        assertThatThrownBy(
                        () ->
                                net(
                                        new ParameterizedConvolution2D.Builder(
                                                        new DenseWeight(), 3, 3)
                                                .groups(3)
                                                .nOut(4)
                                                .build(),
                                        4))
                .hasStackTraceContaining("groups must divide nIn and nOut; got groups=3");
        assertThatThrownBy(
                        () ->
                                new HashedConvolution2D.Builder(3, 3)
                                        .decimate()
                                        .signed(true)
                                        .referenceCompatible(true)
                                        .nOut(2)
                                        .build())
                .hasMessageContaining("exclude each other");
    }
}
