/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.substitution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.vernier.layers.hashed.HashedConvolution2D;
import io.github.vernier.layers.hashed.HashedSeparableConvolution2D;
import io.github.vernier.layers.lowrank.ShuffleConvolution2D;
import io.github.vernier.layers.parameterized.CompressedLayer;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

class CompressedWeightDecayTest {

    private static final int CHANNELS = 8;

    private enum Decay {
        L2,
        WEIGHT_DECAY
    }

    private static MultiLayerConfiguration configuration(Decay decay, ConvolutionLayer... convs) {
        NeuralNetConfiguration.Builder base =
                new NeuralNetConfiguration.Builder()
                        .seed(1)
                        .dataType(DataType.DOUBLE)
                        .updater(new Sgd(1));
        if (decay == Decay.L2) {
            base.l2(0.5).l2Bias(0.25);
        } else {
            base.weightDecay(0.5, false).weightDecayBias(0.25, false);
        }
        NeuralNetConfiguration.ListBuilder list = base.list();
        for (ConvolutionLayer conv : convs) {
            list.layer(conv);
        }
        return list.layer(new GlobalPoolingLayer.Builder().build())
                .layer(new OutputLayer.Builder().nOut(2).activation(Activation.SOFTMAX).build())
                .setInputType(InputType.convolutional(3, 3, CHANNELS))
                .build();
    }

    private static MultiLayerConfiguration full() {
        return configuration(
                Decay.L2,
                new ConvolutionLayer.Builder(3, 3).nOut(CHANNELS).build(),
                new ConvolutionLayer.Builder(1, 1).nOut(CHANNELS).build());
    }

    private static MultiLayerConfiguration small(Decay decay) {
        return configuration(
                decay,
                new HashedSeparableConvolution2D.Builder(3, 3)
                        .ratio(0.25)
                        .nOut(CHANNELS)
                        .padding(1, 1)
                        .build(),
                new HashedConvolution2D.Builder(1, 1).ratio(0.25).nOut(CHANNELS).build());
    }

    @Test
    void theRatioIsOfAllParametersAndStays() {
        MultiLayerConfiguration small = small(Decay.L2);
        long head = CHANNELS * 2 + 2;
        double ratio = (72 + 16 + 8 + 16 + 8 + head) / (576.0 + 8 + 64 + 8 + head);
        CompressedWeightDecay decay = CompressedWeightDecay.of(small, full());
        assertThat(decay.ratio()).isEqualTo(ratio);
        MultiLayerConfiguration once = decay.applyTo(small);
        MultiLayerConfiguration twice = CompressedWeightDecay.of(once, full()).applyTo(once);
        assertThat(twice).isEqualTo(once);
        assertThat(once).isNotEqualTo(small);
        assertThat(MultiLayerConfiguration.fromJson(once.toJson())).isEqualTo(once);
        CompressedLayer first = (CompressedLayer) once.getConf(0).getLayer();
        assertThat(first.getCompressedRegularization().factor()).isEqualTo(ratio);
        assertThat(((CompressedLayer) small.getConf(0).getLayer()).getCompressedRegularization())
                .as("the original's")
                .isNotEqualTo(first.getCompressedRegularization());
    }

    @ParameterizedTest
    @ValueSource(strings = {"L2", "WEIGHT_DECAY"})
    void onlyCompressedParametersAreDecayedLess(String kind) {
        Decay decay = Decay.valueOf(kind);
        MultiLayerConfiguration configuration =
                new CompressedWeightDecay(0.2, false).applyTo(small(decay));
        MultiLayerConfiguration published =
                new CompressedWeightDecay(0.2, false).withHashedBias().applyTo(small(decay));
        for (MultiLayerConfiguration c : List.of(configuration, published)) {
            MultiLayerNetwork network = new MultiLayerNetwork(c);
            network.init();
            network.paramTable().forEach((name, p) -> p.assign(p.ulike().assign(1)));
            // Zero weights of the head let no gradient through: what is left is the decay.
            network.getParam("3_W").assign(0);
            INDArray x = Nd4j.zeros(DataType.DOUBLE, 2, CHANNELS, 3, 3);
            INDArray y = Nd4j.create(new double[][] {{1, 0}, {0, 1}});
            network.fit(new DataSet(x, y));
            // M2.1 may list a weight decay twice, so that only the proportions are ours.
            double weights = decayed(network, "0_dW");
            double biases = decayed(network, "1_b");
            assertThat(weights).isGreaterThanOrEqualTo(0.5);
            assertThat(biases).isGreaterThanOrEqualTo(0.25);
            assertThat(decayed(network, "0_pBuckets")).isCloseTo(0.2 * weights, within(1e-12));
            assertThat(decayed(network, "1_buckets")).isCloseTo(0.2 * weights, within(1e-12));
            assertThat(decayed(network, "0_b"))
                    .isCloseTo(c == published ? 0.2 * biases : biases, within(1e-12));
        }
    }

    /** By how much a parameter that was 1 throughout is smaller. */
    private static double decayed(MultiLayerNetwork network, String name) {
        INDArray p = network.getParam(name);
        double value = p.minNumber().doubleValue();
        assertThat(p.maxNumber().doubleValue()).as(name).isEqualTo(value);
        return 1 - value;
    }

    @Test
    void theScoreIsThatOfTheWeakerDecay() {
        MultiLayerNetwork network =
                new MultiLayerNetwork(
                        new CompressedWeightDecay(0.2, false).applyTo(small(Decay.L2)));
        network.init();
        network.params().assign(1);
        long head = CHANNELS * 2;
        double expected = 0.5 * (0.5 * (72 + head) + 0.5 * 0.2 * (16 + 16) + 0.25 * (8 + 8 + 2));
        assertThat(network.calcRegularizationScore(true)).isCloseTo(expected, within(1e-9));
    }

    @Test
    void allWeightsOfAShuffleLayerAreCompressed() {
        ShuffleConvolution2D layer =
                new ShuffleConvolution2D.Builder(3, 3)
                        .groups(2)
                        .nIn(8)
                        .nOut(8)
                        .compressedRegularization(0.5)
                        .build();
        assertThat(layer.compressedParameters()).containsExactlyInAnyOrder("cW", "dW", "eW");
        assertThat(layer.getCompressedRegularization().factor()).isEqualTo(0.5);
    }

    @Test
    void graphs() {
        ComputationGraphConfiguration graph = Trained.graphConfiguration();
        ComputationGraphConfiguration small =
                Substitution.builder()
                        .with(new LowRankSubstitute())
                        .ratio(0.1)
                        .build()
                        .apply(graph)
                        .result();
        CompressedWeightDecay decay = CompressedWeightDecay.of(small, graph);
        assertThat(decay.ratio()).isBetween(0.3, 0.7);
        ComputationGraphConfiguration decayed = decay.applyTo(small);
        assertThat(decayed).isNotEqualTo(small);
        assertThat(ComputationGraphConfiguration.fromJson(decayed.toJson())).isEqualTo(decayed);
    }

    @Test
    void errorsNameTheValue() {
        assertThatThrownBy(() -> CompressedWeightDecay.of(3, 0))
                .hasMessage("The uncompressed network must have parameters, but has 0");
        assertThatThrownBy(() -> new HashedConvolution2D.Builder(3, 3).compressedRegularization(-1))
                .hasMessage(
                        "The regularization factor of compressed parameters must be 0 or more, but"
                                + " is -1.0");
    }
}
