/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.acdc;

import io.github.vernier.layers.parameterized.ParameterizedConvolution2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The parameters of the 1×1 convolution that the dense layer is. */
final class AcdcDenseParamInitializer implements ParamInitializer {

    static final AcdcDenseParamInitializer INSTANCE = new AcdcDenseParamInitializer();

    private AcdcDenseParamInitializer() {}

    private static ParameterizedConvolution2D convolution(Layer layer) {
        AcdcDense dense = (AcdcDense) layer;
        return dense.convolution(dense.hasBias());
    }

    /** The stock constructor asks before there is anything to name parameters. */
    private static List<String> keys(
            Layer layer, Function<ParameterizedConvolution2D, List<String>> of) {
        ParameterizedConvolution2D convolution = convolution(layer);
        return convolution == null ? List.of() : of.apply(convolution);
    }

    static NeuralNetConfiguration inner(
            NeuralNetConfiguration conf, ParameterizedConvolution2D convolution) {
        NeuralNetConfiguration inner = conf.clone();
        inner.setVariables(new ArrayList<>());
        inner.setLayer(convolution);
        return inner;
    }

    @Override
    public long numParams(NeuralNetConfiguration conf) {
        return numParams(conf.getLayer());
    }

    @Override
    public long numParams(Layer layer) {
        ParameterizedConvolution2D convolution = convolution(layer);
        return convolution.initializer().numParams(convolution);
    }

    @Override
    public List<String> paramKeys(Layer layer) {
        return keys(layer, c -> c.initializer().paramKeys(c));
    }

    @Override
    public List<String> weightKeys(Layer layer) {
        return keys(layer, c -> c.initializer().weightKeys(c));
    }

    @Override
    public List<String> biasKeys(Layer layer) {
        return keys(layer, c -> c.initializer().biasKeys(c));
    }

    @Override
    public boolean isWeightParam(Layer layer, String key) {
        return weightKeys(layer).contains(key);
    }

    @Override
    public boolean isBiasParam(Layer layer, String key) {
        return biasKeys(layer).contains(key);
    }

    @Override
    public Map<String, INDArray> init(
            NeuralNetConfiguration conf, INDArray paramsView, boolean initializeParams) {
        ParameterizedConvolution2D convolution = convolution(conf.getLayer());
        Map<String, INDArray> params =
                convolution
                        .initializer()
                        .init(inner(conf, convolution), paramsView, initializeParams);
        params.keySet().forEach(conf::addVariable);
        return params;
    }

    @Override
    public Map<String, INDArray> getGradientsFromFlattened(
            NeuralNetConfiguration conf, INDArray gradientView) {
        ParameterizedConvolution2D convolution = convolution(conf.getLayer());
        return convolution
                .initializer()
                .getGradientsFromFlattened(inner(conf, convolution), gradientView);
    }
}
