/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary.activation;

import static io.github.vernier.layers.testing.ArrayAssert.assertClose;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.vernier.layers.binary.estimator.SignEstimator;
import io.github.vernier.layers.binary.estimator.SignEstimators;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

/** In layers of all kinds. */
class ActivationSignTest {

    static Stream<Arguments> all() {
        return SignEstimators.all().entrySet().stream()
                .map(e -> Arguments.of(e.getKey(), e.getValue()));
    }

    private static MultiLayerConfiguration dense(SignEstimator estimator) {
        return new NeuralNetConfiguration.Builder()
                .seed(4)
                .dataType(DataType.DOUBLE)
                .updater(new Sgd(0.1))
                .list()
                .layer(
                        new DenseLayer.Builder()
                                .nIn(4)
                                .nOut(6)
                                .activation(new ActivationSign(estimator))
                                .build())
                .layer(
                        new OutputLayer.Builder()
                                .nIn(6)
                                .nOut(2)
                                .activation(Activation.SOFTMAX)
                                .build())
                .build();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void denseLayer(String name, SignEstimator estimator) {
        MultiLayerConfiguration conf = dense(estimator);
        assertThat(MultiLayerConfiguration.fromJson(conf.toJson())).isEqualTo(conf);
        assertThat(MultiLayerConfiguration.fromYaml(conf.toYaml())).isEqualTo(conf);
        MultiLayerNetwork net =
                new MultiLayerNetwork(MultiLayerConfiguration.fromJson(conf.toJson()));
        net.init();
        INDArray x = Nd4j.rand(DataType.DOUBLE, 5, 4).subi(0.5);
        INDArray labels =
                Nd4j.createFromArray(new double[][] {{1, 0}, {0, 1}, {1, 0}, {0, 1}, {1, 0}});

        INDArray z = x.mmul(net.getParam("0_W")).addiRowVector(net.getParam("0_b"));
        assertClose(
                "activation",
                net.feedForward(x).get(1),
                estimator.sign(z, z.ulike(), false),
                1e-12);

        net.setInput(x);
        net.setLabels(labels);
        net.computeGradientAndScore();
        Nd4j.getRandom().setSeed(1);
        net.computeGradientAndScore();
        INDArray actual = net.gradient().getGradientFor("0_W").dup();
        Nd4j.getRandom().setSeed(1);
        net.setInput(x);
        List<INDArray> a = net.feedForward(true, false);
        INDArray toOutput = a.get(2).sub(labels).mmul(net.getParam("1_W").transpose());
        assertClose(
                "gradient",
                actual,
                x.transpose().mmul(estimator.backprop(z, toOutput.dup('c'))),
                1e-9);
    }

    @Test
    void convolutionActivationAndRecurrentLayersTrain() {
        IActivation sign = new ActivationSign(SignEstimators.named("approx-sign"));
        Layer[] layers = {
            new ConvolutionLayer.Builder(3, 3).nOut(3).activation(sign).build(),
            new BatchNormalization(),
            new ActivationLayer(sign),
            new OutputLayer.Builder().nOut(2).activation(Activation.SOFTMAX).build()
        };
        NeuralNetConfiguration.ListBuilder list =
                new NeuralNetConfiguration.Builder()
                        .seed(5)
                        .dataType(DataType.DOUBLE)
                        .updater(new Sgd(0.05))
                        .list();
        for (Layer layer : layers) {
            list.layer(layer);
        }
        MultiLayerNetwork net =
                new MultiLayerNetwork(list.setInputType(InputType.convolutional(6, 6, 2)).build());
        net.init();
        Nd4j.getRandom().setSeed(2);
        INDArray x = Nd4j.randn(DataType.DOUBLE, 8, 2, 6, 6);
        INDArray labels = Nd4j.zeros(DataType.DOUBLE, 8, 2);
        for (int i = 0; i < 8; i++) {
            labels.putScalar(i, x.getDouble(i, 0, 2, 2) > 0 ? 1 : 0, 1);
        }
        INDArray before = x.dup();
        net.fit(x, labels);
        double first = net.score();
        for (int i = 0; i < 60; i++) {
            net.fit(x, labels);
        }
        assertThat(net.score()).isLessThan(first / 2);
        assertThat(x).isEqualTo(before);

        MultiLayerNetwork recurrent =
                new MultiLayerNetwork(
                        new NeuralNetConfiguration.Builder()
                                .seed(5)
                                .dataType(DataType.DOUBLE)
                                .updater(new Sgd(0.5))
                                .list()
                                .layer(new LSTM.Builder().nIn(2).nOut(4).activation(sign).build())
                                .layer(
                                        new RnnOutputLayer.Builder()
                                                .nIn(4)
                                                .nOut(2)
                                                .activation(Activation.SOFTMAX)
                                                .build())
                                .build());
        recurrent.init();
        INDArray sequence = Nd4j.randn(DataType.DOUBLE, 3, 2, 5);
        INDArray targets = Nd4j.zeros(DataType.DOUBLE, 3, 2, 5);
        for (int n = 0; n < 3; n++) {
            for (int t = 0; t < 5; t++) {
                targets.putScalar(n, sequence.getDouble(n, 0, t) > 0 ? 1 : 0, t, 1);
            }
        }
        recurrent.fit(sequence, targets);
        double start = recurrent.score();
        for (int i = 0; i < 60; i++) {
            recurrent.fit(sequence, targets);
        }
        assertThat(recurrent.score()).isLessThan(start * 0.8);
    }

    @Test
    void signLayerSurvivesJsonAndEqualsOnlyItsLike() {
        SignActivationLayer layer = new SignActivationLayer(SignEstimators.named("identity"));
        MultiLayerConfiguration conf =
                new NeuralNetConfiguration.Builder().list().layer(layer).build();
        MultiLayerConfiguration read = MultiLayerConfiguration.fromJson(conf.toJson());
        assertThat(read.getConf(0).getLayer())
                .isInstanceOf(SignActivationLayer.class)
                .isEqualTo(conf.getConf(0).getLayer())
                .isNotEqualTo(new SignActivationLayer(SignEstimators.named("identity-plus")));
        assertThat(layer.clone()).isEqualTo(layer);
    }
}
