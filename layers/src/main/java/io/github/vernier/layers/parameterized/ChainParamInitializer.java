/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.parameterized;

import io.github.vernier.layers.parameterized.ConvolutionChain2D.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Lays out the parameters of a chain's convolutions one after the other. */
final class ChainParamInitializer extends KeyedParamInitializer {

    static final ChainParamInitializer INSTANCE = new ChainParamInitializer();

    private static final ParameterizedParamInitializer OF_PART =
            ParameterizedParamInitializer.INSTANCE;

    private ChainParamInitializer() {}

    private interface Keys {
        List<String> of(Layer part);
    }

    private static List<Part> parts(Layer layer) {
        return ((ConvolutionChain2D) layer).parts();
    }

    private static List<String> renamed(Layer layer, Keys keys) {
        List<String> all = new ArrayList<>();
        for (Part part : parts(layer)) {
            keys.of(part.convolution()).forEach(key -> all.add(part.rename(key)));
        }
        return all;
    }

    @Override
    public long numParams(Layer layer) {
        return parts(layer).stream().mapToLong(p -> OF_PART.numParams(p.convolution())).sum();
    }

    @Override
    public List<String> paramKeys(Layer layer) {
        return renamed(layer, OF_PART::paramKeys);
    }

    @Override
    public List<String> weightKeys(Layer layer) {
        return renamed(layer, OF_PART::weightKeys);
    }

    @Override
    public List<String> biasKeys(Layer layer) {
        return renamed(layer, OF_PART::biasKeys);
    }

    @Override
    public Map<String, INDArray> init(
            NeuralNetConfiguration conf, INDArray paramsView, boolean initializeParams) {
        ConvolutionChain2D layer = (ConvolutionChain2D) conf.getLayer();
        Map<String, INDArray> params = new LinkedHashMap<>();
        forEachPart(
                conf,
                paramsView,
                (part, partConf, view) ->
                        OF_PART.init(partConf, view, initializeParams)
                                .forEach(
                                        (key, array) -> {
                                            params.put(part.rename(key), array);
                                            if (initializeParams
                                                    && key.equals(
                                                            ConvolutionParamInitializer.BIAS_KEY)) {
                                                layer.initializeBias(
                                                        part.convolution().weightShape().fanIn(),
                                                        array);
                                            }
                                        }));
        params.keySet().forEach(conf::addVariable);
        return params;
    }

    @Override
    public Map<String, INDArray> getGradientsFromFlattened(
            NeuralNetConfiguration conf, INDArray gradientView) {
        Map<String, INDArray> gradients = new LinkedHashMap<>();
        forEachPart(
                conf,
                gradientView,
                (part, partConf, view) ->
                        OF_PART.getGradientsFromFlattened(partConf, view)
                                .forEach((key, array) -> gradients.put(part.rename(key), array)));
        return gradients;
    }

    interface PartVisitor {
        void visit(Part part, NeuralNetConfiguration partConf, INDArray view);
    }

    /** Visits the parts with a configuration and their section of a vector. */
    static void forEachPart(NeuralNetConfiguration conf, INDArray vector, PartVisitor visitor) {
        INDArray flat = vector.reshape(vector.length());
        long from = 0;
        for (Part part : parts(conf.getLayer())) {
            long to = from + OF_PART.numParams(part.convolution());
            NeuralNetConfiguration partConf = conf.clone();
            partConf.setVariables(new ArrayList<>());
            partConf.setLayer(part.convolution());
            visitor.visit(part, partConf, flat.get(NDArrayIndex.interval(from, to)));
            from = to;
        }
    }
}
