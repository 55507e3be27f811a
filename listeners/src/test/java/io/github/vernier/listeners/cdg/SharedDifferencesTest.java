/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.cdg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.vernier.listeners.probe.NoisyNetworks;
import io.github.vernier.listeners.probe.ParameterBlock;
import io.github.vernier.listeners.probe.Twin;
import java.util.concurrent.CancellationException;
import java.util.stream.LongStream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** The shared computation against a forward pass of the whole network for each evaluation. */
class SharedDifferencesTest {

    private static final double TOLERANCE = 1e-9;
    private static final double EPSILON = 1e-2;

    private static NeuralNetConfiguration.Builder base() {
        return new NeuralNetConfiguration.Builder()
                .seed(5)
                .dataType(DataType.DOUBLE)
                .updater(new Sgd(0.1))
                .l2(1e-2)
                .dropOut(0.8)
                .activation(Activation.TANH);
    }

    private static MultiLayerNetwork chain() {
        MultiLayerNetwork network =
                new MultiLayerNetwork(
                        base().list()
                                .layer(
                                        new ConvolutionLayer.Builder(3, 2)
                                                .name("strided")
                                                .stride(2, 1)
                                                .padding(1, 0)
                                                .nOut(3)
                                                .activation(Activation.IDENTITY)
                                                .build())
                                .layer(new BatchNormalization.Builder().name("bn").build())
                                .layer(new ActivationLayer(Activation.LEAKYRELU))
                                .layer(
                                        new SubsamplingLayer.Builder(
                                                        SubsamplingLayer.PoolingType.MAX)
                                                .kernelSize(2, 2)
                                                .stride(1, 1)
                                                .build())
                                .layer(
                                        new ConvolutionLayer.Builder(2, 2)
                                                .name("same")
                                                .convolutionMode(ConvolutionMode.Same)
                                                .nOut(4)
                                                .build())
                                .layer(
                                        new ConvolutionLayer.Builder(3, 3)
                                                .name("dilated")
                                                .convolutionMode(ConvolutionMode.Same)
                                                .dilation(2, 2)
                                                .hasBias(false)
                                                .nOut(2)
                                                .build())
                                .layer(new DenseLayer.Builder().name("flat").nOut(5).build())
                                .layer(
                                        new DenseLayer.Builder()
                                                .name("soft")
                                                .activation(Activation.SOFTMAX)
                                                .nOut(4)
                                                .build())
                                .layer(
                                        new OutputLayer.Builder(LossFunction.MCXENT)
                                                .name("out")
                                                .activation(Activation.SOFTMAX)
                                                .nOut(NoisyNetworks.CLASSES)
                                                .build())
                                .setInputType(InputType.convolutional(5, 5, 1))
                                .build());
        network.init();
        return network;
    }

    private static ComputationGraph pooled() {
        ComputationGraph network =
                new ComputationGraph(
                        base().graphBuilder()
                                .addInputs("in")
                                .addLayer(
                                        "conv",
                                        new ConvolutionLayer.Builder(3, 3).nOut(3).build(),
                                        "in")
                                .addLayer(
                                        "left",
                                        new ConvolutionLayer.Builder(1, 1).nOut(2).build(),
                                        "conv")
                                .addLayer(
                                        "right",
                                        new ConvolutionLayer.Builder(1, 1).nOut(2).build(),
                                        "conv")
                                .addVertex(
                                        "sum",
                                        new ElementWiseVertex(ElementWiseVertex.Op.Add),
                                        "left",
                                        "right")
                                .addLayer(
                                        "last",
                                        new ConvolutionLayer.Builder(2, 2).nOut(4).build(),
                                        "sum")
                                .addLayer(
                                        "pool",
                                        new GlobalPoolingLayer.Builder(PoolingType.AVG).build(),
                                        "last")
                                .addLayer(
                                        "out",
                                        new OutputLayer.Builder(LossFunction.MSE)
                                                .activation(Activation.SIGMOID)
                                                .nOut(NoisyNetworks.CLASSES)
                                                .build(),
                                        "pool")
                                .setOutputs("out")
                                .setInputTypes(InputType.convolutional(5, 5, 1))
                                .build());
        network.init();
        return network;
    }

    private static MultiDataSet batch() {
        DataSet data = NoisyNetworks.data(3, DataType.DOUBLE, 7);
        return new org.nd4j.linalg.dataset.MultiDataSet(data.getFeatures(), data.getLabels());
    }

    /** All coordinates of all parameters, in both ways; no bit of the parameters changes. */
    private static void compare(Model model, MultiDataSet batch, CdgMode mode) {
        Twin twin = mode.twin(model);
        Nd4j.getRandom().setSeed(12);
        CoordinateDifferences shared = SharedDifferences.of(twin, batch, mode, CdgProgress.NONE);
        assertThat(shared).isInstanceOf(SharedDifferences.class);
        FullDifferences full = new FullDifferences(twin, batch, mode, CdgProgress.NONE);
        assertThat(shared.loss()).isCloseTo(full.loss(), within(TOLERANCE));
        double[] before = twin.parameters().dup().toDoubleVector();
        for (ParameterBlock block : twin.blocks()) {
            long[] all = LongStream.range(0, block.length()).toArray();
            double[] cdg = shared.of(block, all, EPSILON);
            double[] expected = full.of(block, all, EPSILON);
            for (int d = 0; d < cdg.length; d++) {
                assertThat(cdg[d])
                        .as("%s[%d]", block.name(), d)
                        .isCloseTo(expected[d], within(TOLERANCE));
            }
        }
        assertThat(twin.parameters().toDoubleVector()).isEqualTo(before);
        assertThat(shared.evaluations()).isEqualTo(2 * model.numParams());
        assertThat(full.evaluations()).isEqualTo(2 * model.numParams());
    }

    @Test
    void chainAtInference() {
        compare(chain(), batch(), CdgMode.INFERENCE);
    }

    @Test
    void chainInTraining() {
        compare(NoisyNetworks.chain(4, DataType.DOUBLE), batch(), CdgMode.TRAINING);
    }

    @Test
    void graphAtInference() {
        compare(pooled(), batch(), CdgMode.INFERENCE);
    }

    @Test
    void graphWithBatchNormalizationAndShortcut() {
        compare(NoisyNetworks.graph(4, DataType.DOUBLE), batch(), CdgMode.INFERENCE);
    }

    @Test
    void graphInTraining() {
        compare(NoisyNetworks.graph(4, DataType.DOUBLE), batch(), CdgMode.TRAINING);
    }

    @Test
    void layersOfOtherKinds() {
        MultiLayerNetwork network =
                new MultiLayerNetwork(
                        base().list()
                                .layer(new LSTM.Builder().nOut(3).build())
                                .layer(
                                        new RnnOutputLayer.Builder(LossFunction.MCXENT)
                                                .activation(Activation.SOFTMAX)
                                                .nOut(2)
                                                .build())
                                .setInputType(InputType.recurrent(2, 4))
                                .build());
        network.init();
        Nd4j.getRandom().setSeed(2);
        INDArray x = Nd4j.randn(DataType.DOUBLE, 3, 2, 4);
        INDArray y = Nd4j.zeros(DataType.DOUBLE, 3, 2, 4);
        for (int i = 0; i < 3; i++) {
            for (int t = 0; t < 4; t++) {
                y.putScalar(new int[] {i, (i + t) % 2, t}, 1);
            }
        }
        compare(network, new org.nd4j.linalg.dataset.MultiDataSet(x, y), CdgMode.INFERENCE);
    }

    /** Units that stay off answer with exact zeros, in both ways the same ones. */
    /** Of such weights, {@code get} gives an empty array for the last input channels. */
    @Test
    void weightsThatBeginWithinTheirOwnLength() {
        MultiLayerNetwork network =
                new MultiLayerNetwork(
                        base().list()
                                .layer(new ConvolutionLayer.Builder(3, 3).name("a").nOut(4).build())
                                .layer(new ConvolutionLayer.Builder(2, 2).name("b").nOut(3).build())
                                .layer(
                                        new OutputLayer.Builder(LossFunction.MCXENT)
                                                .name("out")
                                                .activation(Activation.SOFTMAX)
                                                .nOut(NoisyNetworks.CLASSES)
                                                .build())
                                .setInputType(InputType.convolutional(5, 5, 1))
                                .build());
        network.init();
        INDArray weights = network.getLayer(1).getParam("W");
        assertThat(weights.offset()).isEqualTo(43).isLessThan(weights.length());
        compare(network, batch(), CdgMode.INFERENCE);
    }

    @Test
    void deadUnitsGiveExactZeros() {
        MultiLayerNetwork network = chain();
        network.getParam("6_b").assign(0);
        ((DenseLayer) network.getLayer(6).conf().getLayer())
                .setActivationFn(Activation.RELU.getActivationFunction());
        network.getParam("6_b").putScalar(2, -50);
        Twin twin = Twin.ofInference(network);
        CoordinateDifferences shared =
                SharedDifferences.of(twin, batch(), CdgMode.INFERENCE, CdgProgress.NONE);
        ParameterBlock bias =
                twin.blocks().stream()
                        .filter(b -> b.name().equals("flat/b"))
                        .findFirst()
                        .orElseThrow();
        double[] cdg = shared.of(bias, new long[] {0, 1, 2, 3, 4}, EPSILON);
        assertThat(cdg[2]).isZero();
        assertThat(cdg[0]).isNotZero();
    }

    /** The gradient of an inference twin is that of the loss at inference. */
    @Test
    void gradientOfAnInferenceTwin() {
        for (Model model :
                new Model[] {chain(), pooled(), NoisyNetworks.graph(4, DataType.DOUBLE)}) {
            MultiDataSet batch = batch();
            Twin twin = Twin.ofInference(model);
            INDArray gradient = twin.gradient(batch).div(batch.getFeatures(0).size(0)).dup();
            CoordinateDifferences differences =
                    SharedDifferences.of(twin, batch, CdgMode.INFERENCE, CdgProgress.NONE);
            for (ParameterBlock block : twin.blocks()) {
                if (!block.trainable()) {
                    assertThat(block.of(gradient).amaxNumber().doubleValue()).isZero();
                    continue;
                }
                double[] cdg =
                        differences.of(block, LongStream.range(0, block.length()).toArray(), 1e-5);
                double[] backprop = block.of(gradient).dup().toDoubleVector();
                for (int d = 0; d < cdg.length; d++) {
                    assertThat(backprop[d])
                            .as("%s[%d]", block.name(), d)
                            .isCloseTo(cdg[d], within(1e-7));
                }
            }
        }
    }

    @Test
    void featureMasksRunTheWholeNetwork() {
        MultiDataSet batch = batch();
        batch.setFeaturesMaskArrays(new INDArray[] {Nd4j.ones(DataType.DOUBLE, 7, 1)});
        assertThat(
                        SharedDifferences.of(
                                Twin.ofInference(chain()),
                                batch,
                                CdgMode.INFERENCE,
                                CdgProgress.NONE))
                .isInstanceOf(FullDifferences.class);
    }

    @Test
    void toldToStop() {
        Twin twin = Twin.ofInference(chain());
        double[] before = twin.parameters().dup().toDoubleVector();
        for (CoordinateDifferences differences :
                new CoordinateDifferences[] {
                    SharedDifferences.of(twin, batch(), CdgMode.INFERENCE, evaluations -> false),
                    new FullDifferences(twin, batch(), CdgMode.INFERENCE, evaluations -> false)
                }) {
            assertThatThrownBy(() -> differences.of(twin.blocks().get(1), new long[] {0, 1}, 0.1))
                    .isInstanceOf(CancellationException.class);
        }
        assertThat(twin.parameters().toDoubleVector()).isEqualTo(before);
    }
}
