/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.vernier.layers.parameterized.ConvolutionChain2D;
import io.github.vernier.layers.substitution.CompressedWeightDecay;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.learning.regularization.L2Regularization;

/** The weight decays that the published networks were trained with. */
class CompressedWeightDecayTest {

    private static final double DECAY = 5e-4;

    private static ComputationGraphConfiguration wide(ConvFactory convolution) {
        return WideResNet.builder().depth(28).widen(10).l2(DECAY).convolution(convolution).build();
    }

    private static Layer layer(ComputationGraphConfiguration graph, String name) {
        return ((LayerVertex) graph.getVertices().get(name)).getLayerConf().getLayer();
    }

    private static double l2(Layer layer, String parameter) {
        return layer.getRegularizationByParam(parameter).stream()
                .mapToDouble(
                        r -> r.score(org.nd4j.linalg.factory.Nd4j.createFromArray(1.0), 0, 0) * 2)
                .sum();
    }

    @Test
    void theValuesArePublished() {
        ComputationGraphConfiguration full = wide(ConvFactory.stock());
        Map.of(
                        ConvFactory.hashedDecimate(), 5.362e-5,
                        ConvFactory.separableHashedDecimate(), 5.362e-5,
                        ConvFactory.acdc(12), 7.614e-6,
                        ConvFactory.shuffle(4), 1.129e-5,
                        ConvFactory.lowRank(0.1), 1.632e-5,
                        ConvFactory.tensorTrain(0.23), 8.199e-6)
                .forEach(
                        (convolution, expected) ->
                                assertThat(
                                                DECAY
                                                        * CompressedWeightDecay.of(
                                                                        wide(convolution), full)
                                                                .ratio())
                                        .isCloseTo(expected, within(5e-4 * expected)));
    }

    @Test
    void onlyCompressedParametersGetThem() {
        ComputationGraphConfiguration full = wide(ConvFactory.stock());
        ComputationGraphConfiguration small = wide(ConvFactory.lowRank(0.1));
        CompressedWeightDecay decay = CompressedWeightDecay.of(small, full);
        ComputationGraphConfiguration decayed = decay.applyTo(small);
        Layer conv = layer(decayed, "group2_block1_conv1");
        assertThat(conv).isInstanceOf(ConvolutionChain2D.class);
        assertThat(l2(conv, "pContract")).isCloseTo(DECAY * decay.ratio(), within(1e-18));
        assertThat(l2(conv, "pExpand")).isCloseTo(DECAY * decay.ratio(), within(1e-18));
        assertThat(l2(conv, "dW")).isEqualTo(DECAY);
        assertThat(layer(decayed, "stem").getRegularizationByParam("W"))
                .containsExactly(new L2Regularization(DECAY));
    }

    @Test
    void anArchitectureTakesTheRatioToItsOriginal() {
        Networks.ImageShape shape = Networks.ImageShape.CIFAR_10;
        Architecture full = Networks.byName("wrn-16-2", shape, 1);
        Architecture small =
                Networks.byName("wrn-16-2", shape, 1, ConvFactory.hashedDecimate(), DECAY);
        Architecture.Graph decayed = (Architecture.Graph) small.withCompressedDecay(full);
        double ratio = (double) small.cost().parameters() / full.cost().parameters();
        Layer conv = layer(decayed.configuration(), "group2_block1_conv1");
        assertThat(l2(conv, "buckets")).isCloseTo(DECAY * ratio, within(1e-18));
        assertThat(l2(layer(decayed.configuration(), "stem"), "W")).isEqualTo(DECAY);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> small.withCompressedDecay(Networks.byName("vgg-small", shape, 1)))
                .withMessageContaining("wrn-16-2: its original must be a graph too");
    }
}
