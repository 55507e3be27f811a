/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.acdc;

import static io.github.vernier.layers.testing.ArrayAssert.assertClose;
import static io.github.vernier.layers.testing.ArrayAssert.assertSame;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.deeplearning4j.gradientcheck.GradientCheckUtil;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;

/** The dense layer inside stock networks. */
class AcdcDenseTest {

    private static final int IN = 6;

    private static AcdcDense.Builder builder() {
        return new AcdcDense.Builder().factors(2).nOut(12).activation(Activation.TANH);
    }

    private static MultiLayerNetwork net(AcdcDense layer, IUpdater updater) {
        MultiLayerNetwork net =
                new MultiLayerNetwork(
                        new NeuralNetConfiguration.Builder()
                                .seed(3)
                                .dataType(DataType.DOUBLE)
                                .updater(updater)
                                .list()
                                .layer(layer.clone())
                                .layer(
                                        new OutputLayer.Builder()
                                                .nOut(3)
                                                .activation(Activation.SOFTMAX)
                                                .build())
                                .setInputType(InputType.feedForward(IN))
                                .build());
        net.init();
        return net;
    }

    private static DataSet data(int n) {
        Nd4j.getRandom().setSeed(9);
        INDArray y = Nd4j.zeros(DataType.DOUBLE, n, 3);
        for (int i = 0; i < n; i++) {
            y.putScalar(i, i % 3, 1);
        }
        return new DataSet(Nd4j.randn(DataType.DOUBLE, n, IN), y);
    }

    @ParameterizedTest
    @CsvSource({
        "WEIGHT, TANH, true, false, 1",
        "ACTIVATIONS, TANH, true, false, 1",
        "AUTO, IDENTITY, true, true, 3",
        "ACTIVATIONS, SIGMOID, false, true, 2",
        "WEIGHT, SIGMOID, true, false, 2",
    })
    void gradientsEqualCentralDifferences(
            AcdcPath path, Activation activation, boolean bias, boolean before, int groups) {
        Nd4j.setDefaultDataTypes(DataType.DOUBLE, DataType.DOUBLE);
        try {
            AcdcDense layer =
                    builder()
                            .path(path)
                            .activation(activation)
                            .hasBias(bias)
                            .diagonalBeforeRiffle(before)
                            .groups(groups)
                            .permutation(new Riffle(), new RandomPermutation(4))
                            .build();
            DataSet d = data(4);
            assertThat(
                            GradientCheckUtil.checkGradients(
                                    new GradientCheckUtil.MLNConfig()
                                            .net(net(layer, new NoOp()))
                                            .input(d.getFeatures())
                                            .labels(d.getLabels())
                                            .epsilon(1e-6)
                                            .maxRelError(1e-5)
                                            .minAbsoluteError(1e-9)
                                            .print(GradientCheckUtil.PrintMode.ZEROS)))
                    .as("backprop equals central differences")
                    .isTrue();
        } finally {
            Nd4j.setDefaultDataTypes(DataType.FLOAT, DataType.FLOAT);
        }
    }

    @Test
    void aSavedModelComputesAndTrainsOn() throws IOException {
        MultiLayerNetwork net = net(builder().build(), new Adam(0.01));
        DataSet d = data(8);
        net.fit(d);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ModelSerializer.writeModel(net, out, true);
        MultiLayerNetwork restored =
                ModelSerializer.restoreMultiLayerNetwork(
                        new ByteArrayInputStream(out.toByteArray()), true);
        MultiLayerNetwork clone = net.clone();
        assertSame("output", restored.output(d.getFeatures()), net.output(d.getFeatures()));
        net.fit(d);
        restored.fit(d);
        clone.fit(d);
        assertSame("restored, after more training", restored.params(), net.params());
        assertSame("cloned, after more training", clone.params(), net.params());
        MultiLayerConfiguration conf = net.getLayerWiseConfigurations();
        assertThat(MultiLayerConfiguration.fromJson(conf.toJson())).isEqualTo(conf);
        assertThat(MultiLayerConfiguration.fromYaml(conf.toYaml())).isEqualTo(conf);
    }

    @Test
    void trainingReducesTheLossAndInferenceFollows() {
        MultiLayerNetwork net = net(builder().build(), new Adam(0.02));
        DataSet d = data(20);
        double before = net.score(d);
        for (int i = 0; i < 80; i++) {
            net.fit(d);
        }
        assertThat(net.score(d)).isLessThan(0.5 * before);
        MultiLayerNetwork fresh = net(builder().build(), new NoOp());
        fresh.setParams(net.params());
        assertSame("output", fresh.output(d.getFeatures()), net.output(d.getFeatures()));
        INDArray one = net.output(d.getFeatures());
        net.setParam("0_A", net.getParam("0_A").mul(2));
        assertThat(net.output(d.getFeatures()).neq(one).any()).isTrue();
    }

    @Test
    void frozenItKeepsItsParameters() {
        MultiLayerNetwork net = net(builder().build(), new Adam(0.01));
        MultiLayerNetwork transferred =
                new TransferLearning.Builder(net).setFeatureExtractor(0).build();
        INDArray frozen = transferred.getLayer(0).params().dup();
        DataSet d = data(5);
        transferred.fit(
                new DataSet(
                        d.getFeatures().castTo(transferred.params().dataType()),
                        d.getLabels().castTo(transferred.params().dataType())));
        assertSame("parameters", transferred.getLayer(0).params(), frozen);
    }

    @Test
    void noiseAndDropoutActInTrainingOnly() {
        DataSet d = data(5);
        MultiLayerNetwork plain = net(builder().build(), new NoOp());
        AcdcDense noisy = builder().build();
        noisy.setWeightNoise(new DropConnect(0.5));
        AcdcDense dropping = builder().build();
        dropping.setIDropout(new Dropout(0.5));
        for (AcdcDense layer : new AcdcDense[] {noisy, dropping}) {
            MultiLayerNetwork net = net(layer, new NoOp());
            net.setParams(plain.params());
            assertSame("inference", net.output(d.getFeatures()), plain.output(d.getFeatures()));
            assertThat(
                            net.feedForward(d.getFeatures(), true)
                                    .get(1)
                                    .neq(plain.feedForward(d.getFeatures(), true).get(1))
                                    .any())
                    .as("training differs")
                    .isTrue();
        }
    }

    @Test
    void maskedExamplesAreZero() {
        MultiLayerNetwork net = net(builder().build(), new NoOp());
        INDArray x = data(3).getFeatures();
        net.setLayerMaskArrays(Nd4j.createFromArray(1.0, 0.0, 1.0).reshape(3, 1), null);
        INDArray out = net.feedForward(x, false).get(1);
        net.clearLayerMaskArrays();
        INDArray expected = net.feedForward(x, false).get(1);
        expected.getRow(1).assign(0);
        assertClose("activations", out, expected, 1e-15);
    }
}
