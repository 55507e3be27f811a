/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.lowrank;

import static io.github.vernier.layers.testing.ArrayAssert.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.vernier.layers.cost.CountingRule;
import io.github.vernier.layers.parameterized.Conv2DBuilder;
import io.github.vernier.layers.parameterized.DenseWeight;
import io.github.vernier.layers.parameterized.ParameterizedConvolution2D;
import io.github.vernier.layers.parameterized.WeightShape;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class LowRankLayersTest {

    private static MultiLayerConfiguration configuration(
            Conv2DBuilder<?> builder, int in, int size) {
        return new NeuralNetConfiguration.Builder()
                .seed(5)
                .dataType(DataType.DOUBLE)
                .weightInit(WeightInit.XAVIER)
                .activation(Activation.IDENTITY)
                .list()
                .layer(builder.name("it").build())
                .setInputType(InputType.convolutional(size, size, in))
                .build();
    }

    private static MultiLayerNetwork network(Conv2DBuilder<?> builder, int in, int size) {
        MultiLayerNetwork network = new MultiLayerNetwork(configuration(builder, in, size));
        network.init();
        return network;
    }

    @ParameterizedTest
    @CsvSource({"2, 16, 3", "2, 16, 1", "4, 32, 3", "1, 8, 3"})
    void aGroupedConvolutionIsADenseOneWithABlockDiagonalWeight(int groups, int out, int kernel) {
        int in = 8;
        MultiLayerNetwork grouped =
                network(
                        new ParameterizedConvolution2D.Builder(new DenseWeight(), kernel, kernel)
                                .groups(groups)
                                .stride(2, 2)
                                .nOut(out),
                        in,
                        7);
        MultiLayerNetwork shuffled =
                network(
                        new ParameterizedConvolution2D.Builder(new DenseWeight(), kernel, kernel)
                                .groups(groups)
                                .channelShuffle(true)
                                .stride(2, 2)
                                .nOut(out),
                        in,
                        7);
        shuffled.setParams(grouped.params());
        MultiLayerNetwork dense =
                network(
                        new ParameterizedConvolution2D.Builder(new DenseWeight(), kernel, kernel)
                                .stride(2, 2)
                                .nOut(out),
                        in,
                        7);
        INDArray blocks = dense.getParam("0_W").assign(0);
        for (int g = 0; g < groups; g++) {
            int o = out / groups;
            int i = in / groups;
            blocks.get(
                            NDArrayIndex.interval(g * o, (g + 1) * o),
                            NDArrayIndex.interval(g * i, (g + 1) * i),
                            NDArrayIndex.all(),
                            NDArrayIndex.all())
                    .assign(grouped.getParam("0_W").get(NDArrayIndex.interval(g * o, (g + 1) * o)));
        }
        INDArray x = Nd4j.randn(DataType.DOUBLE, 2, in, 7, 7);
        INDArray expected = dense.output(x);
        assertClose("grouped", grouped.output(x), expected, 1e-12);
        INDArray y = shuffled.output(x);
        for (int g = 0; g < groups; g++) {
            for (int j = 0; j < out / groups; j++) {
                assertClose(
                        "output " + j + " of group " + g,
                        channel(y, j * groups + g),
                        channel(expected, g * (out / groups) + j),
                        1e-12);
            }
        }
    }

    private static INDArray channel(INDArray nchw, int channel) {
        return nchw.get(
                        NDArrayIndex.all(),
                        NDArrayIndex.point(channel),
                        NDArrayIndex.all(),
                        NDArrayIndex.all())
                .dup();
    }

    @Test
    void publishedAndComputedProducts() {
        InputType input = InputType.convolutional(8, 8, 16);
        ConvolutionMode mode = ConvolutionMode.Truncate;
        LowRankConvolution2D thin =
                new LowRankConvolution2D.Builder(3, 3)
                        .rank(4)
                        .padding(1, 1)
                        .convolutionMode(mode)
                        .hasBias(false)
                        .nIn(16)
                        .nOut(32)
                        .build();
        assertThat(thin.multAdds(input, CountingRule.PUBLISHED))
                .isEqualTo((9 * 16 + 4 * (16 + 32)) * 64);
        TiedLowRankConvolution2D tied =
                new TiedLowRankConvolution2D.Builder(1, 1)
                        .rank(4)
                        .convolutionMode(mode)
                        .hasBias(false)
                        .nIn(16)
                        .nOut(32)
                        .build();
        assertThat(tied.multAdds(input, CountingRule.PUBLISHED)).isEqualTo(2 * 4 * 32 * 64);
        assertThat(tied.multAdds(input, CountingRule.CORRECTED)).isEqualTo(4 * (16 + 32) * 64);
        LowRankConvolution2D thick =
                new LowRankConvolution2D.Builder(1, 1)
                        .rank(12)
                        .convolutionMode(mode)
                        .hasBias(false)
                        .nIn(16)
                        .nOut(32)
                        .build();
        assertThat(thick.multAdds(input, CountingRule.CORRECTED)).isEqualTo(16 * 32 * 64);
        assertThat(thick.multAdds(input, CountingRule.PUBLISHED)).isEqualTo(12 * (16 + 32) * 64);
        ShuffleConvolution2D shuffle =
                new ShuffleConvolution2D.Builder(3, 3)
                        .groupsAtMost(7)
                        .stride(2, 2)
                        .padding(1, 1)
                        .convolutionMode(mode)
                        .hasBias(false)
                        .nIn(16)
                        .nOut(32)
                        .build();
        assertThat(shuffle.getGroups()).isEqualTo(4);
        assertThat(shuffle.multAdds(input, CountingRule.PUBLISHED))
                .isEqualTo(16 * 8 / 4 * 64 + (9 * 8 + 8 * 32 / 4) * 16);
        TuckerConvolution2D tucker =
                new TuckerConvolution2D.Builder(3, 3)
                        .ratio(0.2)
                        .padding(1, 1)
                        .convolutionMode(mode)
                        .hasBias(false)
                        .nIn(16)
                        .nOut(32)
                        .build();
        assertThat(tucker.multAdds(input, CountingRule.PUBLISHED))
                .isEqualTo((9 * 16 + 16 * 32) * 64);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 9})
    void bothWaysOfApplyingFactorsAgree(int rank) {
        MultiLayerNetwork factored =
                network(
                        new LowRankConvolution2D.Builder(1, 1).rank(rank).stride(2, 2).nOut(9),
                        6,
                        5);
        INDArray w =
                factored.getParam("0_pExpand")
                        .reshape(9, rank)
                        .mmul(factored.getParam("0_pContract").reshape(rank, 6));
        MultiLayerNetwork dense =
                network(new ConvolutionLayer.Builder(1, 1).stride(2, 2).nOut(9), w);
        INDArray x = Nd4j.randn(DataType.DOUBLE, 3, 6, 5, 5);
        assertClose("output", factored.output(x), dense.output(x), 1e-12);
    }

    private static MultiLayerNetwork network(ConvolutionLayer.Builder builder, INDArray weight) {
        MultiLayerNetwork network =
                new MultiLayerNetwork(
                        new NeuralNetConfiguration.Builder()
                                .dataType(DataType.DOUBLE)
                                .activation(Activation.IDENTITY)
                                .list()
                                .layer(builder.build())
                                .setInputType(InputType.convolutional(5, 5, weight.size(1)))
                                .build());
        network.init();
        network.getParam("0_W").assign(weight.reshape(weight.size(0), weight.size(1), 1, 1));
        return network;
    }

    @Test
    void aTensorStartsFromTheSchemesOwnWeight() {
        // Xavier: variance 2 / (fanIn + fanOut); at full rank nothing of it is lost.
        for (Conv2DBuilder<?> builder :
                new Conv2DBuilder<?>[] {
                    new TensorTrainConvolution2D.Builder(1, 1).ratio(1).nOut(64),
                    new TuckerConvolution2D.Builder(1, 1).ratio(1).nOut(64)
                }) {
            MultiLayerNetwork network = network(builder, 64, 1);
            INDArray identity = Nd4j.eye(64).castTo(DataType.DOUBLE).reshape(64, 64, 1, 1);
            assertThat(network.output(identity).stdNumber().doubleValue())
                    .isCloseTo(Math.sqrt(2.0 / 128), within(0.003));
        }
    }

    @Test
    void singularValues() {
        for (int[] shape : new int[][] {{1, 1}, {1, 5}, {5, 1}, {7, 3}, {3, 7}, {60, 40}}) {
            INDArray matrix = Nd4j.randn(DataType.DOUBLE, shape[0], shape[1]);
            int k = Math.min(shape[0], shape[1]);
            Svd svd = Svd.of(matrix);
            assertClose("product", svd.left(k).mmul(svd.scaledRight(k)), matrix, 1e-12);
            INDArray eye = Nd4j.eye(k).castTo(DataType.DOUBLE);
            assertClose("U", svd.u().transpose().mmul(svd.u()), eye, 1e-12);
            assertClose("V", svd.v().transpose().mmul(svd.v()), eye, 1e-12);
            for (int i = 1; i < k; i++) {
                assertThat(svd.values().getDouble(i - 1))
                        .isGreaterThanOrEqualTo(svd.values().getDouble(i));
            }
        }
    }

    @Test
    void dimensionsOfAwkwardNumbers() {
        assertThat(TensorWeight.dimensions(new WeightShape(7, 1, 1, 1))).containsExactly(7, 1, 1);
        assertThat(TensorWeight.dimensions(new WeightShape(1, 1, 1, 1))).containsExactly(1, 1, 1);
        assertThat(TensorWeight.dimensions(new WeightShape(16, 32, 1, 1))).containsExactly(8, 8, 8);
        assertThat(TensorWeight.dimensions(new WeightShape(640, 640, 1, 1)))
                .containsExactly(80, 80, 64);
        assertThat(TensorWeight.dimensions(new WeightShape(101, 2, 1, 1)))
                .containsExactly(101, 2, 1);
        for (Conv2DBuilder<?> builder :
                new Conv2DBuilder<?>[] {
                    new TensorTrainConvolution2D.Builder(1, 1).ratio(0.5).nOut(7),
                    new TuckerConvolution2D.Builder(1, 1).ratio(0.5).nOut(7)
                }) {
            INDArray y = network(builder, 1, 2).output(Nd4j.ones(DataType.DOUBLE, 1, 1, 2, 2));
            assertThat(y.norm2Number().doubleValue()).isGreaterThan(0);
        }
    }

    @Test
    void a1x1KernelIgnoresThePaddingIfAskedTo() {
        InputType input = InputType.convolutional(4, 4, 3);
        LowRankConvolution2D.Builder builder =
                new LowRankConvolution2D.Builder(1, 1)
                        .rank(2)
                        .padding(1, 1)
                        .convolutionMode(ConvolutionMode.Truncate)
                        .nIn(3)
                        .nOut(5);
        assertThat(builder.build().getOutputType(0, input))
                .isEqualTo(InputType.convolutional(6, 6, 5));
        assertThat(builder.referenceCompatible(true).build().getOutputType(0, input))
                .isEqualTo(InputType.convolutional(4, 4, 5));
        assertThat(
                        new LowRankConvolution2D.Builder(3, 3)
                                .rank(2)
                                .padding(1, 1)
                                .convolutionMode(ConvolutionMode.Truncate)
                                .nIn(3)
                                .nOut(5)
                                .referenceCompatible(true)
                                .build()
                                .getOutputType(0, input))
                .isEqualTo(InputType.convolutional(4, 4, 5));
    }

    @Test
    void errorsNameWhatWasExpected() {
        assertThatThrownBy(() -> new LowRankConvolution2D.Builder(3, 3).ratio(1.5))
                .hasMessage("rank ratio must be in (0, 1], but got 1.5");
        assertThatThrownBy(() -> new LowRankConvolution2D.Builder(3, 3).rank(0))
                .hasMessage("rank must be at least 1, but got 0.0");
        assertThatThrownBy(() -> new LowRankConvolution2D.Builder(3, 3).nOut(4).build())
                .hasMessage("Low-rank convolution: a rank or a ratio must be given");
        assertThatThrownBy(
                        () ->
                                new LowRankConvolution2D.Builder(3, 3)
                                        .rank(9)
                                        .name("it")
                                        .nIn(8)
                                        .nOut(4)
                                        .build())
                .hasMessage(
                        "Layer \"it\": rank must be from 1 to the larger number of channels, 8"
                                + " (nIn=8, nOut=4), but is 9");
        assertThatThrownBy(
                        () ->
                                configuration(
                                        new TiedLowRankConvolution2D.Builder(3, 3).rank(2).nOut(9),
                                        6,
                                        5))
                .hasStackTraceContaining(
                        "Layer \"it\": tied low rank: nIn must divide nOut; got nIn=6, nOut=9");
        assertThatThrownBy(
                        () ->
                                configuration(
                                        new ShuffleConvolution2D.Builder(3, 3).groups(3).nOut(8),
                                        6,
                                        5))
                .hasStackTraceContaining(
                        "Layer \"it\": groups must divide nIn, nOut and nOut / 4, which must be at"
                                + " least 1; got groups=3, nIn=6, nOut=8");
        assertThatThrownBy(() -> new ShuffleConvolution2D.Builder(3, 3).nOut(8).build())
                .hasMessage("Shuffle convolution: groups or groupsAtMost must be given");
        assertThatThrownBy(() -> new TuckerConvolution2D.Builder(3, 3).ratio(-0.1))
                .hasMessage("rank ratio must be in [0, 1], but got -0.1");
        assertThatThrownBy(() -> new TensorTrainConvolution2D.Builder(3, 3).nOut(4).build())
                .hasMessage("Tensor-train convolution: a ratio must be given");
    }
}
