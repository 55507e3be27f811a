/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.parameterized;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Lays out the parameters of a dense layer as those of the 1×1 convolution that it is. */
public final class PointwiseParamInitializer extends KeyedParamInitializer {

    private final Function<Layer, ParameterizedConvolution2D> convolution;

    /**
     * An initializer.
     *
     * @param convolution the convolution that a layer is; null as long as the layer has no weight,
     *     since the stock constructor asks before
     */
    public PointwiseParamInitializer(Function<Layer, ParameterizedConvolution2D> convolution) {
        this.convolution = convolution;
    }

    /**
     * A layer's configuration, with the convolution that it is in its place.
     *
     * @param conf the layer's configuration
     * @param convolution the convolution
     * @return a copy without variables
     */
    public static NeuralNetConfiguration inner(
            NeuralNetConfiguration conf, ParameterizedConvolution2D convolution) {
        NeuralNetConfiguration inner = conf.clone();
        inner.setVariables(new ArrayList<>());
        inner.setLayer(convolution);
        return inner;
    }

    private List<String> keys(Layer layer, Function<ParameterizedConvolution2D, List<String>> of) {
        ParameterizedConvolution2D found = convolution.apply(layer);
        return found == null ? List.of() : of.apply(found);
    }

    @Override
    public long numParams(Layer layer) {
        ParameterizedConvolution2D found = convolution.apply(layer);
        return found.initializer().numParams(found);
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
    public Map<String, INDArray> init(
            NeuralNetConfiguration conf, INDArray paramsView, boolean initializeParams) {
        ParameterizedConvolution2D found = convolution.apply(conf.getLayer());
        Map<String, INDArray> params =
                found.initializer().init(inner(conf, found), paramsView, initializeParams);
        params.keySet().forEach(conf::addVariable);
        return params;
    }

    @Override
    public Map<String, INDArray> getGradientsFromFlattened(
            NeuralNetConfiguration conf, INDArray gradientView) {
        ParameterizedConvolution2D found = convolution.apply(conf.getLayer());
        return found.initializer().getGradientsFromFlattened(inner(conf, found), gradientView);
    }
}
