/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vernier.layers.binary.BinaryConvolution2D;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.junit.jupiter.api.Test;

class SizeMeasureTest {

    private static final Layer STOCK =
            new ConvolutionLayer.Builder(3, 3).nIn(2).nOut(5).hasBias(false).build();
    private static final Layer BINARY =
            new BinaryConvolution2D.Builder(3, 3).nIn(2).nOut(5).hasBias(false).build();

    @Test
    void aBinaryWeightIsOneParameterAndOneBit() {
        assertThat(SizeMeasure.PARAMETERS.of(STOCK)).isEqualTo(90);
        assertThat(SizeMeasure.BITS.of(STOCK)).isEqualTo(32 * 90);
        assertThat(SizeMeasure.PARAMETERS.of(BINARY)).isEqualTo(90 + 5);
        assertThat(SizeMeasure.BITS.of(BINARY)).isEqualTo(90 + 32 * 5);
    }

    @Test
    void aFrozenLayerIsAsLarge() {
        assertThat(SizeMeasure.BITS.of(new FrozenLayer(BINARY))).isEqualTo(90 + 32 * 5);
        assertThat(SizeMeasure.PARAMETERS.of(new FrozenLayer(BINARY))).isEqualTo(95);
    }

    @Test
    void statisticsAndVerticesWithoutParametersAreNoSize() {
        Layer normalization = new BatchNormalization.Builder().nIn(5).nOut(5).build();
        assertThat(SizeMeasure.PARAMETERS.of(normalization)).isEqualTo(10);
        assertThat(SizeMeasure.BITS.of(normalization)).isEqualTo(320);
        assertThat(SizeMeasure.BITS.of(new MergeVertex())).isZero();
    }

    @Test
    void theUnitIsItsName() {
        assertThat(SizeMeasure.values())
                .extracting(SizeMeasure::toString)
                .containsExactly("parameters", "bits");
    }

    @Test
    void onlyLayersThatApplyWeightsHaveThem() {
        PReLULayer prelu = new PReLULayer.Builder().build();
        prelu.setNIn(InputType.convolutional(4, 4, 2), true);
        assertThat(LayerParameters.hasWeights(STOCK)).isTrue();
        assertThat(LayerParameters.hasWeights(BINARY)).isTrue();
        assertThat(LayerParameters.hasWeights(new FrozenLayer(STOCK))).isTrue();
        assertThat(LayerParameters.hasWeights(new BatchNormalization())).isFalse();
        assertThat(LayerParameters.hasWeights(prelu)).isFalse();
        assertThat(LayerParameters.hasWeights(new SubsamplingLayer.Builder().build())).isFalse();
    }
}
