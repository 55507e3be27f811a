/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.deeplearning4j.optimize.listeners.ScoreIterationListener;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

class SignsOnlyTest {

    private static final int CHANNELS = 32;

    private static NeuralNetConfiguration.Builder defaults() {
        return new NeuralNetConfiguration.Builder()
                .seed(4)
                .updater(new Adam(0.01))
                .weightInit(WeightInit.RELU)
                .convolutionMode(ConvolutionMode.Same);
    }

    private static MultiLayerNetwork trained(Layer binary) {
        MultiLayerNetwork network =
                new MultiLayerNetwork(
                        defaults()
                                .list()
                                .layer(binary)
                                .layer(new BatchNormalization())
                                .layer(new GlobalPoolingLayer())
                                .layer(
                                        new OutputLayer.Builder()
                                                .nOut(2)
                                                .activation(Activation.SOFTMAX)
                                                .build())
                                .setInputType(InputType.convolutional(5, 5, CHANNELS))
                                .build());
        network.init();
        for (int i = 0; i < 3; i++) {
            network.fit(new DataSet(images(i), Nd4j.eye(2).castTo(DataType.FLOAT)));
        }
        return network;
    }

    private static INDArray images(int seed) {
        Nd4j.getRandom().setSeed(seed);
        return Nd4j.rand(DataType.FLOAT, 2, CHANNELS, 5, 5).subi(0.5);
    }

    private static byte[] file(Model model) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ModelSerializer.writeModel(model, bytes, false);
        return bytes.toByteArray();
    }

    @Test
    void computesTheSameBitForBitFromAFileAnEighthAsLarge() throws IOException {
        MultiLayerNetwork network = trained(new BinaryConvolution2D.Builder(3, 3).nOut(64).build());
        INDArray latent = network.getParam("0_W").dup();
        MultiLayerNetwork copy = SignsOnly.copyOf(network);
        assertThat(network.getParam("0_W")).isEqualTo(latent);
        byte[] small = file(copy);
        assertThat(8 * small.length).isLessThan(file(network).length);

        MultiLayerNetwork restored =
                ModelSerializer.restoreMultiLayerNetwork(new ByteArrayInputStream(small));
        float[] expected = network.output(images(9)).dup('c').data().asFloat();
        assertThat(restored.output(images(9)).dup('c').data().asFloat()).containsExactly(expected);
    }

    @Test
    void theMagnitudeIsTheLayersMean() {
        MultiLayerNetwork network = trained(new BinaryConvolution2D.Builder(3, 3).nOut(6).build());
        INDArray latent = network.getParam("0_W");
        double magnitude = latent.norm1Number().doubleValue() / latent.length();
        INDArray filter = latent.slice(4).dup('c').reshape(-1);
        double mean = filter.meanNumber().doubleValue();
        INDArray reduced = SignsOnly.copyOf(network).getParam("0_W").slice(4).dup('c').reshape(-1);
        for (int i = 0; i < filter.length(); i++) {
            assertThat(reduced.getDouble(i))
                    .isCloseTo(Math.copySign(magnitude, filter.getDouble(i) - mean), within(1e-6));
        }
    }

    @Test
    void graphsAndSeparableLayersToo() {
        ComputationGraph graph =
                new ComputationGraph(
                        defaults()
                                .graphBuilder()
                                .addInputs("in")
                                .addLayer(
                                        "binary",
                                        new BinarySeparableConvolution2D.Builder(3, 3)
                                                .nOut(6)
                                                .build(),
                                        "in")
                                .addLayer("pool", new GlobalPoolingLayer(), "binary")
                                .addLayer("out", new OutputLayer.Builder().nOut(2).build(), "pool")
                                .setOutputs("out")
                                .setInputTypes(InputType.convolutional(5, 5, CHANNELS))
                                .build());
        graph.init();
        graph.setListeners(new ScoreIterationListener(100));
        ComputationGraph copy = SignsOnly.copyOf(graph);
        assertThat(copy.getListeners()).isEmpty();
        assertThat(graph.getListeners()).hasSize(1);
        for (String name : new String[] {"binary_dW", "binary_pW"}) {
            assertThat(copy.getParam(name)).isNotEqualTo(graph.getParam(name));
        }
        assertThat(copy.outputSingle(images(9)).data().asFloat())
                .containsExactly(graph.outputSingle(images(9)).data().asFloat());
    }

    @Test
    void factorsThatFollowFromTheLatentWeightsKeepThem() {
        MultiLayerNetwork network =
                trained(
                        new BinaryConvolution2D.Builder(3, 3)
                                .scalingFactor(ScalingFactor.MEAN_ABSOLUTE)
                                .nOut(6)
                                .build());
        assertThat(SignsOnly.copyOf(network).params()).isEqualTo(network.params());
    }

    @Test
    void aWeightThatIsTheMeanKeepsItsZero() {
        MultiLayerNetwork network = trained(new BinaryConvolution2D.Builder(3, 3).nOut(1).build());
        INDArray weight = network.getParam("0_W");
        weight.assign(0);
        weight.putScalar(0, 0, 0, 0, 1);
        weight.putScalar(0, 1, 0, 0, 1);
        weight.putScalar(0, 2, 0, 0, -2);
        assertThat(SignsOnly.copyOf(network).getParam("0_W")).isEqualTo(weight);
    }
}
