/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.substitution;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vernier.layers.hashed.HashedConvolution2D;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.deeplearning4j.nn.weights.WeightInitRelu;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.learning.regularization.L1Regularization;
import org.nd4j.linalg.learning.regularization.WeightDecay;

class ConvolutionSettingsTest {

    /** A convolution with no setting at its default. */
    private static ConvolutionLayer unusual() {
        ConvolutionLayer layer =
                new ConvolutionLayer.Builder(3, 2)
                        .nIn(4)
                        .nOut(5)
                        .name("unusual")
                        .stride(2, 3)
                        .padding(1, 2)
                        .dilation(2, 1)
                        .convolutionMode(ConvolutionMode.Strict)
                        .dataFormat(CNN2DFormat.NHWC)
                        .hasBias(false)
                        .cudnnAlgoMode(ConvolutionLayer.AlgoMode.USER_SPECIFIED)
                        .cudnnFwdMode(ConvolutionLayer.FwdAlgo.FFT)
                        .cudnnBwdFilterMode(ConvolutionLayer.BwdFilterAlgo.ALGO_3)
                        .cudnnBwdDataMode(ConvolutionLayer.BwdDataAlgo.ALGO_1)
                        .activation(new ActivationELU())
                        .weightInit(new WeightInitRelu())
                        .biasInit(0.5)
                        .gainInit(0.25)
                        .updater(new AdaGrad(0.1))
                        .biasUpdater(new Sgd(0.2))
                        .weightNoise(new DropConnect(0.3))
                        .gradientNormalization(GradientNormalization.ClipL2PerLayer)
                        .gradientNormalizationThreshold(7)
                        .dropOut(new Dropout(0.4))
                        .build();
        layer.setCudnnAllowFallback(false);
        layer.setRegularization(List.of(new L1Regularization(0.1)));
        layer.setRegularizationBias(List.of(new WeightDecay(0.2, true)));
        layer.setTimeDistributedFormat(RNNFormat.NWC);
        return layer;
    }

    /** Whatever a stock convolution can be asked, the copy gives the same answer. */
    @Test
    void everyGetterOfTheStockLayerAgrees() throws ReflectiveOperationException {
        ConvolutionLayer from = unusual();
        HashedConvolution2D to =
                new HashedConvolution2D.Builder(3, 2).nIn(4).nOut(5).buckets(3).build();
        ConvolutionSettings.copy(from, to);
        Set<String> compared = new TreeSet<>();
        for (Method method : ConvolutionLayer.class.getMethods()) {
            boolean getter =
                    method.getName().matches("(get|is|has)[A-Z].*")
                            && method.getParameterCount() == 0
                            && !method.getName().equals("getClass");
            if (getter) {
                assertThat(method.invoke(to)).as(method.getName()).isEqualTo(method.invoke(from));
                compared.add(method.getName());
            }
        }
        assertThat(compared)
                .contains("getIUpdater", "getKernelSize", "hasBias", "getRegularizationBias")
                .hasSizeGreaterThan(28);
    }

    @Test
    void theUnusualLayerDiffersFromADefaultOne() throws ReflectiveOperationException {
        ConvolutionLayer unusual = unusual();
        ConvolutionLayer usual = new ConvolutionLayer.Builder(5, 5).build();
        assertThat(unusual.getUpdaterByParam("W")).isNotEqualTo(usual.getUpdaterByParam("W"));
        for (String getter :
                List.of(
                        "getStride",
                        "getPadding",
                        "getDilation",
                        "getConvolutionMode",
                        "getCnn2dDataFormat",
                        "getCudnnAlgoMode",
                        "getTimeDistributedFormat",
                        "getWeightNoise",
                        "getGradientNormalizationThreshold")) {
            Method method = ConvolutionLayer.class.getMethod(getter);
            assertThat(method.invoke(unusual)).as(getter).isNotEqualTo(method.invoke(usual));
        }
    }

    @Test
    void arraysAreNotShared() {
        ConvolutionLayer from = unusual();
        HashedConvolution2D to =
                new HashedConvolution2D.Builder(3, 2).nIn(4).nOut(5).buckets(3).build();
        ConvolutionSettings.copy(from, to);
        to.getStride()[0] = 99;
        assertThat(from.getStride()).containsExactly(2, 3);
    }
}
