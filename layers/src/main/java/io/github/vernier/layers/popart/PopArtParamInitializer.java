/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.popart;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Weights and bias as in the stock output layer, then the statistics. */
final class PopArtParamInitializer implements ParamInitializer {

    static final PopArtParamInitializer INSTANCE = new PopArtParamInitializer();

    /**
     * All of the statistics; see {@link HeadState}. One parameter, because DL4J's updaters spend
     * more on each one than this layer on its statistics.
     */
    static final String STATISTICS = "statistics";

    private static final DefaultParamInitializer STOCK = DefaultParamInitializer.getInstance();

    private PopArtParamInitializer() {}

    /** Whether a parameter is part of the statistics. */
    static boolean isState(String name) {
        return STATISTICS.equals(name);
    }

    /** Numbers the statistics take. */
    static long stateLength(AbstractPopArtOutputLayer head) {
        return HeadState.ROWS * (long) head.statisticsCount();
    }

    @Override
    public long numParams(NeuralNetConfiguration conf) {
        return numParams(conf.getLayer());
    }

    @Override
    public long numParams(Layer layer) {
        return STOCK.numParams(layer) + stateLength((AbstractPopArtOutputLayer) layer);
    }

    @Override
    public List<String> paramKeys(Layer layer) {
        List<String> keys = new ArrayList<>(STOCK.paramKeys(layer));
        keys.add(STATISTICS);
        return keys;
    }

    @Override
    public List<String> weightKeys(Layer layer) {
        return STOCK.weightKeys(layer);
    }

    @Override
    public List<String> biasKeys(Layer layer) {
        return STOCK.biasKeys(layer);
    }

    @Override
    public boolean isWeightParam(Layer layer, String key) {
        return STOCK.isWeightParam(layer, key);
    }

    @Override
    public boolean isBiasParam(Layer layer, String key) {
        return STOCK.isBiasParam(layer, key);
    }

    @Override
    public Map<String, INDArray> init(
            NeuralNetConfiguration conf, INDArray paramsView, boolean initializeParams) {
        AbstractPopArtOutputLayer head = (AbstractPopArtOutputLayer) conf.getLayer();
        INDArray vector = paramsView.reshape(paramsView.length());
        long weights = STOCK.numParams(head);
        Map<String, INDArray> params =
                new LinkedHashMap<>(
                        STOCK.init(
                                conf,
                                vector.get(NDArrayIndex.interval(0, weights)),
                                initializeParams));
        params.put(STATISTICS, statistics(head, vector, weights));
        conf.addVariable(STATISTICS);
        if (initializeParams) {
            new HeadState(params.get(STATISTICS)).initialize(head);
        }
        return params;
    }

    @Override
    public Map<String, INDArray> getGradientsFromFlattened(
            NeuralNetConfiguration conf, INDArray gradientView) {
        AbstractPopArtOutputLayer head = (AbstractPopArtOutputLayer) conf.getLayer();
        INDArray vector = gradientView.reshape(gradientView.length());
        long weights = STOCK.numParams(head);
        Map<String, INDArray> views =
                new LinkedHashMap<>(
                        STOCK.getGradientsFromFlattened(
                                conf, vector.get(NDArrayIndex.interval(0, weights))));
        views.put(STATISTICS, statistics(head, vector, weights));
        return views;
    }

    private static INDArray statistics(AbstractPopArtOutputLayer head, INDArray vector, long from) {
        return vector.get(NDArrayIndex.interval(from, vector.length()))
                .reshape('c', HeadState.ROWS, head.statisticsCount());
    }
}
