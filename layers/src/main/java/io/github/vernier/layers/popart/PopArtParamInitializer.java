/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.popart;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Weights and bias as in the stock output layer, then the statistics. */
final class PopArtParamInitializer implements ParamInitializer {

    static final PopArtParamInitializer INSTANCE = new PopArtParamInitializer();

    static final String MEAN = "mu";
    static final String DEVIATION = "sigma";

    /** Everything else of the statistics; see {@link HeadState}. */
    static final String STATE = "state";

    private static final Set<String> STATISTICS = Set.of(MEAN, DEVIATION, STATE);
    private static final DefaultParamInitializer STOCK = DefaultParamInitializer.getInstance();

    private PopArtParamInitializer() {}

    /** Whether a parameter is part of the statistics. */
    static boolean isState(String name) {
        return STATISTICS.contains(name);
    }

    /** Numbers the statistics take. */
    static long stateLength(AbstractPopArtOutputLayer head) {
        return (2 + HeadState.ROWS) * (long) head.statisticsCount();
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
        List<String> keys = new java.util.ArrayList<>(STOCK.paramKeys(layer));
        keys.addAll(List.of(MEAN, DEVIATION, STATE));
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
        params.putAll(statistics(head, vector, weights));
        List.of(MEAN, DEVIATION, STATE).forEach(conf::addVariable);
        if (initializeParams) {
            new HeadState(params).initialize(head);
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
        views.putAll(statistics(head, vector, weights));
        return views;
    }

    private static Map<String, INDArray> statistics(
            AbstractPopArtOutputLayer head, INDArray vector, long from) {
        int count = head.statisticsCount();
        long deviation = from + count;
        long state = deviation + count;
        Map<String, INDArray> views = new LinkedHashMap<>();
        views.put(MEAN, vector.get(NDArrayIndex.interval(from, deviation)));
        views.put(DEVIATION, vector.get(NDArrayIndex.interval(deviation, state)));
        views.put(
                STATE,
                vector.get(NDArrayIndex.interval(state, vector.length()))
                        .reshape('c', HeadState.ROWS, count));
        return views;
    }
}
