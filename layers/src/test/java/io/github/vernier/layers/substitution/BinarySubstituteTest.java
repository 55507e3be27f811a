/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.substitution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.vernier.layers.binary.BiasScaling;
import io.github.vernier.layers.binary.BinaryConvolution2D;
import io.github.vernier.layers.binary.BinaryWeight;
import io.github.vernier.layers.binary.ExponentialTau;
import io.github.vernier.layers.cost.NetworkCost;
import io.github.vernier.layers.substitution.SubstitutionReport.SubstitutedLayer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

class BinarySubstituteTest {

    private static Substituted<MultiLayerNetwork> substituted(
            MultiLayerNetwork network, Substitute substitute) {
        return Substitution.builder().with(substitute).keepFirst().ratio(1).build().apply(network);
    }

    @Test
    void startsFromTheTrainedWeights() {
        MultiLayerNetwork original = Trained.chain();
        Substituted<MultiLayerNetwork> binary = substituted(original, new BinarySubstitute());
        assertThat(binary.report().layers())
                .extracting(SubstitutedLayer::name)
                .containsExactly("second", "third", "point");
        assertThat(binary.result().getParam("3_W")).isEqualTo(original.getParam("3_W"));
        assertThat(binary.report().after() - binary.report().before()).isEqualTo(8 + 8 + 5);
        for (SubstitutedLayer layer : binary.report().layers()) {
            // Of normal weights the signs explain 2/π of the square.
            assertThat(layer.residual().getAsDouble())
                    .isCloseTo(Math.sqrt(1 - 2 / Math.PI), within(0.15));
        }
    }

    /** With float inputs a layer computes the convolution of the weight the report measures. */
    @ParameterizedTest
    @EnumSource(BiasScaling.class)
    void theBiasKeepsItsValue(BiasScaling scaling) {
        MultiLayerNetwork original = Trained.chain();
        original.getParam("3_b").assign(Nd4j.linspace(-1, 1, 8));
        MultiLayerNetwork binary =
                substituted(
                                original,
                                new BinarySubstitute(b -> b.floatInput().biasScaling(scaling)))
                        .result();
        INDArray w = original.getParam("3_W").reshape('c', 8, 72);
        INDArray signs = Transforms.sign(w.subColumnVector(w.mean(true, 1)), false);
        INDArray alpha = w.mul(signs).mean(1);
        assertThat(binary.getParam("3_alpha").sub(alpha).amaxNumber().doubleValue())
                .isLessThan(1e-6);
        original.getParam("3_W")
                .assign(signs.mulColumnVector(alpha.reshape(8, 1)).reshape('c', 8, 8, 3, 3));
        INDArray x = Trained.images(CNN2DFormat.NCHW, 9);
        INDArray in = original.feedForwardToLayer(2, x).get(3);
        INDArray expected =
                original.getLayer(3).activate(in, false, LayerWorkspaceMgr.noWorkspaces());
        INDArray actual = binary.getLayer(3).activate(in, false, LayerWorkspaceMgr.noWorkspaces());
        assertThat(actual.sub(expected).amaxNumber().doubleValue()).isLessThan(1e-5);
    }

    @Test
    void aZeroFilterKeepsItsBias() {
        MultiLayerNetwork original = Trained.chain();
        original.getParam("3_W").get(NDArrayIndex.point(2)).assign(0);
        original.getParam("3_b").assign(0.5);
        MultiLayerNetwork binary =
                substituted(original, new BinarySubstitute(b -> b.biasScaling(BiasScaling.SCALED)))
                        .result();
        assertThat(binary.getParam("3_alpha").getDouble(2)).isEqualTo(1);
        assertThat(binary.getParam("3_b").getDouble(2)).isEqualTo(0.5);
        assertThat(binary.output(Trained.images(CNN2DFormat.NCHW, 1)).sumNumber().doubleValue())
                .isCloseTo(5, within(1e-4));
    }

    @Test
    void optionsReachEveryLayerAndTheNetworkTrainsOn() {
        ExponentialTau tau = new ExponentialTau(20);
        MultiLayerNetwork binary =
                substituted(Trained.chain(), new BinarySubstitute(b -> b.tau(tau))).result();
        for (int i : new int[] {2, 3, 4}) {
            BinaryConvolution2D layer =
                    (BinaryConvolution2D) binary.getLayerWiseConfigurations().getConf(i).getLayer();
            assertThat(layer.getParameterization().tau()).isEqualTo(tau);
        }
        INDArray before = binary.getParam("3_" + BinaryWeight.LATENT).dup();
        INDArray labels = Nd4j.eye(3).repeat(0, 2).get(NDArrayIndex.interval(0, 5)).dup();
        for (int i = 0; i < 3; i++) {
            binary.fit(new DataSet(Trained.images(CNN2DFormat.NCHW, i), labels));
        }
        assertThat(binary.getParam("3_" + BinaryWeight.LATENT)).isNotEqualTo(before);
        assertThat(binary.params().sumNumber().doubleValue()).isFinite();
    }

    @Test
    void bitsAreSaved() {
        MultiLayerNetwork original = Trained.chain();
        MultiLayerNetwork binary = substituted(original, new BinarySubstitute()).result();
        InputType input = InputType.convolutional(6, 6, 2);
        long weights = 8 * 6 * 9 + 8 * 8 * 9 + 5 * 8;
        assertThat(NetworkCost.of(original, input).bits() - NetworkCost.of(binary, input).bits())
                .isEqualTo(31 * weights - 32 * (8 + 8 + 5));
    }
}
