/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.clustering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.vernier.listeners.probe.ParameterBlock;
import io.github.vernier.listeners.probe.Twin;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Distances by factors against distances of whole gradients, one example at a time. */
class FactorsTest {

    private static final int EXAMPLES = 5;
    private static final int CLASSES = 3;

    /** What decides which way products and norms of a convolution are had. */
    static Stream<Arguments> convolutions() {
        return Stream.of(
                // Large images, few channels: by the example's gradient.
                Arguments.of(conv(2, 3).stride(1, 1), 10, 2),
                // Many channels, few positions: norms by pairs, products by positions.
                Arguments.of(conv(12, 3).stride(2, 2), 5, 6),
                Arguments.of(conv(3, 2).convolutionMode(ConvolutionMode.Same), 6, 2),
                Arguments.of(conv(3, 2).dilation(2, 2), 7, 2),
                Arguments.of(conv(3, 3).padding(1, 1).hasBias(false), 6, 1),
                Arguments.of(conv(4, 1).dataFormat(CNN2DFormat.NHWC), 4, 3));
    }

    private static ConvolutionLayer.Builder conv(int outs, int kernel) {
        return new ConvolutionLayer.Builder(kernel, kernel).name("conv").nOut(outs);
    }

    private static MultiLayerNetwork network(ConvolutionLayer conv, int side, int channels) {
        MultiLayerNetwork network =
                new MultiLayerNetwork(
                        new NeuralNetConfiguration.Builder()
                                .seed(5)
                                .dataType(DataType.DOUBLE)
                                .activation(Activation.TANH)
                                .updater(new Sgd(1))
                                .list()
                                .layer(conv)
                                .layer(new DenseLayer.Builder().name("dense").nOut(4).build())
                                .layer(
                                        new OutputLayer.Builder(LossFunction.MCXENT)
                                                .name("out")
                                                .nOut(CLASSES)
                                                .activation(Activation.SOFTMAX)
                                                .build())
                                .setInputType(
                                        InputType.convolutional(side, side, channels, conf(conv)))
                                .build());
        network.init();
        return network;
    }

    private static CNN2DFormat conf(ConvolutionLayer conv) {
        return conv.getCnn2dDataFormat();
    }

    private static MultiDataSet data(CNN2DFormat format, int side, int channels) {
        Nd4j.getRandom().setSeed(11);
        INDArray x =
                format == CNN2DFormat.NCHW
                        ? Nd4j.randn(DataType.DOUBLE, EXAMPLES, channels, side, side)
                        : Nd4j.randn(DataType.DOUBLE, EXAMPLES, side, side, channels);
        INDArray y = Nd4j.zeros(DataType.DOUBLE, EXAMPLES, CLASSES);
        for (int i = 0; i < EXAMPLES; i++) {
            y.putScalar(i, i % CLASSES, 1);
        }
        return new org.nd4j.linalg.dataset.MultiDataSet(x, y);
    }

    /** Squared distances of whole gradients of single examples to whole centres. */
    private static double[][] obvious(
            MultiLayerNetwork network, MultiDataSet batch, ClusterCentres centres) {
        Twin twin = Twin.of(network);
        double[][] distances = new double[EXAMPLES][centres.count()];
        for (int i = 0; i < EXAMPLES; i++) {
            MultiDataSet one =
                    new org.nd4j.linalg.dataset.MultiDataSet(
                            rows(batch.getFeatures(0), i), rows(batch.getLabels(0), i));
            INDArray gradient = twin.gradient(one);
            for (ParameterBlock block : twin.blocks()) {
                if (!block.parameter().equals("W")) {
                    continue;
                }
                // In the flat vector both kinds of weight are rows by output.
                boolean dense = block.shape().size() == 2;
                long outs = block.shape().get(dense ? 1 : 0);
                INDArray matrix = block.of(gradient).reshape('c', outs, block.length() / outs);
                for (int k = 0; k < centres.count(); k++) {
                    INDArray c = centres.inputs(block.layer()).getRow(k, true);
                    INDArray d = centres.outputs(block.layer()).getRow(k, true);
                    double norm = matrix.sub(d.transpose().mmul(c)).norm2Number().doubleValue();
                    distances[i][k] += norm * norm;
                }
            }
        }
        return distances;
    }

    private static INDArray rows(INDArray all, int i) {
        return all.get(NDArrayIndex.interval(i, i + 1));
    }

    @ParameterizedTest
    @MethodSource("convolutions")
    void distancesAreThoseOfWholeGradients(
            ConvolutionLayer.Builder builder, int side, int channels) {
        ConvolutionLayer conv = builder.build();
        MultiDataSet batch = data(conf(conv), side, channels);
        MultiLayerNetwork network = network(conv, side, channels);
        FactorCapture capture = new FactorCapture(Twin.of(network));
        for (int count : new int[] {2, 400}) {
            GradientFactors factors = capture.of(batch);
            // Of the size of the gradients, or their norms would drown the rest.
            ClusterCentres centres = ClusterCentres.random(count, factors, 100, 3);
            double[][] expected = obvious(network, batch, centres);
            double[][] actual = factors.distances(centres, DistanceForm.SQUARED);
            double[] norms = factors.squaredNorms();
            double[][] without = factors.distances(centres, DistanceForm.WITHOUT_EXAMPLE_NORM);
            for (int i = 0; i < EXAMPLES; i++) {
                for (int k = 0; k < count; k++) {
                    assertThat(actual[i][k])
                            .isCloseTo(expected[i][k], within(1e-9 * expected[i][k]));
                    assertThat(without[i][k] + norms[i])
                            .isCloseTo(expected[i][k], within(1e-9 * expected[i][k]));
                }
            }
        }
    }

    @Test
    void patchesAreMadeInPortions() {
        // Patches of an example are 9 x 16 x 196² > 2²¹ numbers: one example at a time.
        ConvolutionLayer conv = conv(1, 3).build();
        MultiDataSet batch = data(CNN2DFormat.NCHW, 125, 16);
        MultiLayerNetwork network = network(conv, 125, 16);
        GradientFactors factors = new FactorCapture(Twin.of(network)).of(batch);
        ClusterCentres centres = ClusterCentres.ofExamples(factors, 3, 0);
        double[][] expected = obvious(network, batch, centres);
        double[][] actual = factors.distances(centres, DistanceForm.SQUARED);
        for (int i = 0; i < EXAMPLES; i++) {
            assertThat(actual[i]).containsExactly(expected[i], within(1e-9 * expected[i][0]));
        }
    }

    @Test
    void scaleAndSpaceChangeFactorsOnly() {
        ConvolutionLayer conv = conv(2, 3).build();
        MultiDataSet batch = data(CNN2DFormat.NCHW, 6, 1);
        MultiLayerNetwork network = network(conv, 6, 1);
        double[] own = new FactorCapture(Twin.of(network)).of(batch).squaredNorms();
        double[] ofMean =
                new FactorCapture(
                                Twin.of(network),
                                GradientScale.MEAN_LOSS,
                                ClusteredSpace.GRADIENTS,
                                List.of())
                        .of(batch)
                        .squaredNorms();
        for (int i = 0; i < own.length; i++) {
            assertThat(ofMean[i]).isCloseTo(own[i] / EXAMPLES / EXAMPLES, within(1e-12 * own[i]));
        }
        FactorCapture inputs =
                new FactorCapture(
                        Twin.of(network),
                        GradientScale.EXAMPLE,
                        ClusteredSpace.INPUTS,
                        List.of("dense"));
        assertThat(inputs.layers()).containsExactly("dense");
        LayerFactors dense = inputs.of(batch).layers().get(0);
        assertThat(dense.outputs().minNumber().doubleValue()).isEqualTo(1e-3);
        assertThat(dense.outputs().maxNumber().doubleValue()).isEqualTo(1e-3);
        FactorCapture outputs =
                new FactorCapture(
                        Twin.of(network),
                        GradientScale.EXAMPLE,
                        ClusteredSpace.OUTPUT_GRADIENTS,
                        List.of());
        GradientFactors constant = outputs.of(batch);
        for (LayerFactors layer : constant.layers()) {
            assertThat(layer.meanInputs().sub(1).amaxNumber().doubleValue()).isZero();
        }
        // ‖δ 1ᵀ‖² = 4 ‖δ‖² of the output layer, which reads 4 numbers.
        LayerFactors out = constant.layers().get(2);
        double delta = out.outputs().getRow(0).norm2Number().doubleValue();
        assertThat(out.squaredNorms()[0]).isCloseTo(4 * delta * delta, within(1e-12));
    }

    @Test
    void timeSeriesAreLeftOut() {
        MultiLayerNetwork network =
                new MultiLayerNetwork(
                        new NeuralNetConfiguration.Builder()
                                .list()
                                .layer(new LSTM.Builder().name("lstm").nIn(2).nOut(3).build())
                                .layer(
                                        new RnnOutputLayer.Builder(LossFunction.MSE)
                                                .name("out")
                                                .nIn(3)
                                                .nOut(2)
                                                .build())
                                .build());
        network.init();
        assertThatThrownBy(() -> new FactorCapture(Twin.of(network)))
                .hasMessageContaining("no layer whose gradients can be clustered")
                .hasMessageContaining("lstm=gradients of LSTM");
    }

    @Test
    void coverageCountsWeights() {
        MultiLayerNetwork network = network(conv(2, 3).build(), 6, 1);
        FactorCapture capture =
                new FactorCapture(
                        Twin.of(network),
                        GradientScale.EXAMPLE,
                        ClusteredSpace.GRADIENTS,
                        List.of("conv", "out"));
        assertThat(capture.coverage().covered()).containsExactly("conv", "out");
        assertThat(capture.coverage().coveredParameters()).isEqualTo(2 * 9 + 4 * 3);
        assertThat(capture.coverage().skipped().get(0).layer()).isEqualTo("dense");
    }

    @Test
    void centresOfOtherLayersOrRowsAreRefused() {
        MultiDataSet batch = data(CNN2DFormat.NCHW, 6, 1);
        GradientFactors factors =
                new FactorCapture(Twin.of(network(conv(2, 3).build(), 6, 1))).of(batch);
        assertThatThrownBy(() -> ClusterCentres.ofExamples(factors, 0, 5))
                .hasMessageContaining("example is 5, expected one in [0, 5)");
        assertThatThrownBy(() -> ClusterCentres.random(0, factors, 1, 1))
                .hasMessageContaining("clusters are 0");
        assertThatThrownBy(() -> ClusterCentres.zeros(1, factors).inputs("conv9"))
                .hasMessageContaining("layer is conv9, expected one of [conv, dense, out]");
    }
}
