/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.substitution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Low-rank layers fitted to trained weights. */
class LowRankSubstitutionTest {

    private static final List<Substitute> FAMILIES =
            List.of(
                    new LowRankSubstitute(),
                    new TiedLowRankSubstitute(),
                    new ShuffleSubstitute(),
                    new TensorTrainSubstitute(),
                    new TuckerSubstitute());

    static Stream<Arguments> familiesAndKernels() {
        return FAMILIES.stream()
                .flatMap(family -> Stream.of(1, 3).map(kernel -> Arguments.of(family, kernel)));
    }

    static Stream<Substitute> families() {
        return FAMILIES.stream();
    }

    /** Enough for every position of the kernel to see the pixel at {@code kernel - 1}. */
    private static int size(int kernel) {
        return 2 * kernel;
    }

    private static MultiLayerConfiguration configuration(int in, int out, int kernel) {
        return new NeuralNetConfiguration.Builder()
                .seed(3)
                .dataType(DataType.DOUBLE)
                .list()
                .layer(
                        new ConvolutionLayer.Builder(kernel, kernel)
                                .nOut(out)
                                .convolutionMode(ConvolutionMode.Truncate)
                                .activation(Activation.IDENTITY)
                                .name("conv")
                                .build())
                .setInputType(InputType.convolutional(size(kernel), size(kernel), in))
                .build();
    }

    private static MultiLayerNetwork network(int in, int out, int kernel) {
        MultiLayerNetwork network = new MultiLayerNetwork(configuration(in, out, kernel));
        network.init();
        network.getParam("0_b").assign(Nd4j.linspace(1, 2, out, DataType.DOUBLE));
        return network;
    }

    private static Substituted<MultiLayerNetwork> substituted(
            Substitute family, double ratio, MultiLayerNetwork network) {
        return Substitution.builder().with(family).ratio(ratio).build().apply(network);
    }

    /** The weight a layer applies, found by showing it single pixels. */
    private static INDArray applied(MultiLayerNetwork network, int in, int out, int kernel) {
        int size = size(kernel);
        int middle = kernel - 1;
        INDArray x = Nd4j.zeros(DataType.DOUBLE, in, in, size, size);
        for (int i = 0; i < in; i++) {
            x.putScalar(new int[] {i, i, middle, middle}, 1);
        }
        INDArray bias = network.output(Nd4j.zeros(DataType.DOUBLE, 1, in, size, size));
        INDArray y = network.output(x);
        INDArray weight = Nd4j.zeros(DataType.DOUBLE, out, in, kernel, kernel);
        for (int i = 0; i < in; i++) {
            for (int o = 0; o < out; o++) {
                for (int a = 0; a < kernel; a++) {
                    for (int b = 0; b < kernel; b++) {
                        weight.putScalar(
                                new int[] {o, i, middle - a, middle - b},
                                y.getDouble(i, o, a, b) - bias.getDouble(0, o, a, b));
                    }
                }
            }
        }
        return weight;
    }

    private static double residual(Substituted<MultiLayerNetwork> substituted) {
        return substituted.report().layers().get(0).residual().orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("familiesAndKernels")
    void theResidualIsThatOfTheWeightTheLayerApplies(Substitute family, int kernel) {
        MultiLayerNetwork original = network(8, 16, kernel);
        INDArray weight = original.getParam("0_W");
        for (double ratio : new double[] {0, 0.4, 1}) {
            Substituted<MultiLayerNetwork> small = substituted(family, ratio, original);
            INDArray actual = applied(small.result(), 8, 16, kernel);
            double expected =
                    actual.sub(weight).norm2Number().doubleValue()
                            / weight.norm2Number().doubleValue();
            assertThat(residual(small)).isCloseTo(expected, within(1e-9)).isLessThan(1);
            assertThat(small.result().getParam("0_b")).isEqualTo(original.getParam("0_b"));
        }
    }

    @ParameterizedTest
    @MethodSource("families")
    void sizeGrowsWithTheRatioAndTheResidualShrinks(Substitute family) {
        MultiLayerNetwork original = network(16, 16, 3);
        long last = 0;
        for (int step = 0; step <= 20; step++) {
            long size = substituted(family, step / 20.0, original).report().after();
            assertThat(size).as("size at " + step / 20.0).isGreaterThanOrEqualTo(last);
            last = size;
        }
        assertThat(residual(substituted(family, 1, original)))
                .isLessThan(residual(substituted(family, 0, original)));
    }

    @ParameterizedTest
    @MethodSource("families")
    void atFullRankA1x1ConvolutionIsKept(Substitute family) {
        if (family instanceof ShuffleSubstitute || family instanceof TiedLowRankSubstitute) {
            return;
        }
        Substituted<MultiLayerNetwork> full = substituted(family, 1, network(6, 10, 1));
        assertThat(residual(full)).isLessThan(1e-12);
    }

    @Test
    void aTiedWeightIsRecovered() {
        MultiLayerNetwork original = network(6, 12, 1);
        INDArray factor = Nd4j.rand(DataType.DOUBLE, 3, 12).subi(0.5);
        INDArray sum = factor.reshape('c', 3, 2, 6).sum(1);
        original.getParam("0_W").assign(factor.transpose().mmul(sum).reshape(12, 6, 1, 1));
        Substituted<MultiLayerNetwork> tied =
                substituted(new TiedLowRankSubstitute(), 0.25, original);
        assertThat(tied.result().getParam("0_pFactor").size(0)).isEqualTo(3);
        assertThat(residual(tied)).isLessThan(1e-10);
    }

    @Test
    void aTensorIsRecoveredFromItsProducts() {
        MultiLayerNetwork shuffled =
                substituted(new ShuffleSubstitute(), 0.6, network(16, 32, 1)).result();
        MultiLayerNetwork original = network(16, 32, 1);
        original.getParam("0_W").assign(applied(shuffled, 16, 32, 1));
        Substituted<MultiLayerNetwork> again = substituted(new ShuffleSubstitute(), 0.6, original);
        assertThat(again.result().getParam("0_cW").shape()).containsExactly(8, 8, 1, 1);
        assertThat(residual(again)).isLessThan(1e-10);
    }

    @Test
    void alternatingLeastSquaresNeverLosesWithAnotherProduct() {
        INDArray tensor = Nd4j.randn(DataType.DOUBLE, 6, 5, 9);
        double norm = Math.pow(tensor.norm2Number().doubleValue(), 2);
        double last = norm;
        for (int rank = 0; rank <= 12; rank += 3) {
            CanonicalFit fit = CanonicalFit.of(tensor, rank);
            assertThat(fit.squaredError()).isLessThanOrEqualTo(last);
            last = fit.squaredError();
        }
        assertThat(last).isLessThan(0.4 * norm);
    }

    @Test
    void channelsThatDoNotDivideAreNamed() {
        assertThatThrownBy(() -> substituted(new TiedLowRankSubstitute(), 0.5, network(6, 10, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Layer \"conv\": tied low rank: nIn must divide nOut; got nIn=6, nOut=10");
        assertThatThrownBy(() -> substituted(new ShuffleSubstitute(), 0.5, network(4, 3, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Layer \"conv\": groups must divide")
                .hasMessageContaining("nOut=3");
    }

    @Test
    void aSubstitutedNetworkRunsInFloat() {
        for (Substitute family :
                List.of(
                        new LowRankSubstitute(),
                        new ShuffleSubstitute(),
                        new TensorTrainSubstitute(),
                        new TuckerSubstitute())) {
            Substituted<MultiLayerNetwork> small =
                    Substitution.builder()
                            .with(family)
                            .keepFirst()
                            .minKernel(2)
                            .ratio(0.5)
                            .build()
                            .apply(Trained.chain());
            assertThat(small.report().after())
                    .as(family.toString())
                    .isLessThan((long) (0.7 * small.report().before()));
            INDArray images =
                    Trained.images(org.deeplearning4j.nn.conf.CNN2DFormat.NCHW, 1)
                            .get(NDArrayIndex.interval(0, 2));
            assertThat(small.result().output(images).sumNumber().doubleValue())
                    .isCloseTo(2, within(1e-5));
        }
    }
}
