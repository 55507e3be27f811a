/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.parameterized;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Lays out bias and θ in the parameter vector: bias first, as in the stock convolution. */
final class ParameterizedParamInitializer extends KeyedParamInitializer {

    static final ParameterizedParamInitializer INSTANCE = new ParameterizedParamInitializer();

    private static final String BIAS = ConvolutionParamInitializer.BIAS_KEY;

    private ParameterizedParamInitializer() {}

    @Override
    public long numParams(Layer layer) {
        ParameterizedConvolution2D conv = (ParameterizedConvolution2D) layer;
        long bias = conv.hasBias() ? conv.getNOut() : 0;
        return bias + conv.weightParameters().stream().mapToLong(WeightParameter::length).sum();
    }

    @Override
    public List<String> paramKeys(Layer layer) {
        List<String> keys = new ArrayList<>(biasOnly(layer));
        ((ParameterizedConvolution2D) layer).weightParameters().forEach(p -> keys.add(p.name()));
        return keys;
    }

    @Override
    public List<String> weightKeys(Layer layer) {
        return keys(layer, true);
    }

    /** The bias and those of θ that are not regularised, which DL4J then treats alike. */
    @Override
    public List<String> biasKeys(Layer layer) {
        List<String> keys = new ArrayList<>(biasOnly(layer));
        keys.addAll(keys(layer, false));
        return keys;
    }

    private static List<String> biasOnly(Layer layer) {
        return ((ParameterizedConvolution2D) layer).hasBias() ? List.of(BIAS) : List.of();
    }

    private static List<String> keys(Layer layer, boolean regularized) {
        return ((ParameterizedConvolution2D) layer)
                .weightParameters().stream()
                        .filter(p -> p.regularized() == regularized)
                        .map(WeightParameter::name)
                        .toList();
    }

    @Override
    public Map<String, INDArray> init(
            NeuralNetConfiguration conf, INDArray paramsView, boolean initializeParams) {
        ParameterizedConvolution2D conv = (ParameterizedConvolution2D) conf.getLayer();
        Map<String, INDArray> params = split(conv, paramsView);
        params.keySet().forEach(conf::addVariable);
        if (initializeParams) {
            if (conv.hasBias()) {
                conv.initializeBias(params.get(BIAS));
            }
            WeightShape shape = conv.weightShape();
            int[] stride = conv.getStride();
            double fanOut =
                    (double) conv.getNOut()
                            * shape.kH()
                            * shape.kW()
                            / ((double) stride[0] * stride[1]);
            conv.getParameterization()
                    .initialize(
                            shape,
                            conv.getWeightInitFn(),
                            shape.fanIn(),
                            fanOut / conv.getGroups(),
                            params);
        }
        return params;
    }

    @Override
    public Map<String, INDArray> getGradientsFromFlattened(
            NeuralNetConfiguration conf, INDArray gradientView) {
        return split((ParameterizedConvolution2D) conf.getLayer(), gradientView);
    }

    private static Map<String, INDArray> split(ParameterizedConvolution2D conv, INDArray vector) {
        Map<String, INDArray> views = new LinkedHashMap<>();
        INDArray flat = vector.reshape(vector.length());
        long from = 0;
        if (conv.hasBias()) {
            views.put(BIAS, flat.get(NDArrayIndex.interval(0, conv.getNOut())));
            from = conv.getNOut();
        }
        for (WeightParameter p : conv.weightParameters()) {
            long to = from + p.length();
            views.put(p.name(), flat.get(NDArrayIndex.interval(from, to)).reshape('c', p.shape()));
            from = to;
        }
        return views;
    }
}
