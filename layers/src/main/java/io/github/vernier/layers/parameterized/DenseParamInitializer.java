/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.parameterized;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Lays out the parameters of a dense layer as those of the 1×1 convolution that it is. */
final class DenseParamInitializer implements ParamInitializer {

    static final DenseParamInitializer INSTANCE = new DenseParamInitializer();

    private static final ParameterizedParamInitializer OF_CONVOLUTION =
            ParameterizedParamInitializer.INSTANCE;

    private DenseParamInitializer() {}

    private static Layer convolution(Layer layer) {
        ParameterizedDense dense = (ParameterizedDense) layer;
        // The stock constructor asks before there is a parameterization.
        return dense.getParameterization() == null ? null : dense.convolution();
    }

    private interface Keys {
        List<String> of(Layer convolution);
    }

    private static List<String> keys(Layer layer, Keys keys) {
        Layer convolution = convolution(layer);
        return convolution == null ? List.of() : keys.of(convolution);
    }

    @Override
    public long numParams(NeuralNetConfiguration conf) {
        return numParams(conf.getLayer());
    }

    @Override
    public long numParams(Layer layer) {
        return OF_CONVOLUTION.numParams(convolution(layer));
    }

    @Override
    public List<String> paramKeys(Layer layer) {
        return keys(layer, OF_CONVOLUTION::paramKeys);
    }

    @Override
    public List<String> weightKeys(Layer layer) {
        return keys(layer, OF_CONVOLUTION::weightKeys);
    }

    @Override
    public List<String> biasKeys(Layer layer) {
        return keys(layer, OF_CONVOLUTION::biasKeys);
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
        Map<String, INDArray> params =
                OF_CONVOLUTION.init(ofConvolution(conf), paramsView, initializeParams);
        params.keySet().forEach(conf::addVariable);
        return params;
    }

    @Override
    public Map<String, INDArray> getGradientsFromFlattened(
            NeuralNetConfiguration conf, INDArray gradientView) {
        return OF_CONVOLUTION.getGradientsFromFlattened(ofConvolution(conf), gradientView);
    }

    private static NeuralNetConfiguration ofConvolution(NeuralNetConfiguration conf) {
        NeuralNetConfiguration copy = conf.clone();
        copy.setVariables(new ArrayList<>());
        copy.setLayer(convolution(conf.getLayer()));
        return copy;
    }
}
