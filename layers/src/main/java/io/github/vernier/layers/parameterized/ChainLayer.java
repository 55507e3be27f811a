/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.parameterized;

import io.github.vernier.layers.parameterized.ConvolutionChain2D.Part;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.CacheMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.layers.LayerHelper;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runs the convolutions of a chain one after the other. */
class ChainLayer extends BaseLayer<ConvolutionChain2D> {

    private static final long serialVersionUID = 1;

    private record Inner(Part part, Layer layer) {}

    private final transient List<Inner> inner = new ArrayList<>();

    ChainLayer(NeuralNetConfiguration conf, DataType dataType, int index, INDArray paramsView) {
        super(conf, dataType);
        setIndex(index);
        setParamsViewArray(paramsView);
        ChainParamInitializer.forEachPart(
                conf,
                paramsView,
                (part, partConf, view) ->
                        inner.add(
                                new Inner(
                                        part,
                                        part.convolution()
                                                .instantiate(
                                                        partConf, List.of(), index, view, false,
                                                        dataType))));
    }

    @Override
    public Type type() {
        return Type.CONVOLUTIONAL;
    }

    @Override
    public boolean hasBias() {
        return layerConf().hasBias();
    }

    @Override
    public boolean isPretrainLayer() {
        return false;
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaceMgr) {
        assertInputSet(false);
        applyDropOutIfNecessary(training, workspaceMgr);
        INDArray activations = input;
        for (Inner i : inner) {
            i.layer.setInput(activations, workspaceMgr);
            activations = i.layer.activate(training, workspaceMgr);
        }
        return activations;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(
            INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
        assertInputSet(true);
        Map<String, INDArray> gradients = new HashMap<>();
        INDArray next = epsilon;
        for (int i = inner.size() - 1; i >= 0; i--) {
            Pair<Gradient, INDArray> p = inner.get(i).layer.backpropGradient(next, workspaceMgr);
            Part part = inner.get(i).part;
            p.getFirst()
                    .gradientForVariable()
                    .forEach((key, array) -> gradients.put(part.rename(key), array));
            next = p.getSecond();
        }
        Gradient ordered = new DefaultGradient();
        params.keySet().forEach(key -> ordered.setGradientFor(key, gradients.get(key), 'c'));
        return new Pair<>(ordered, backpropDropOutIfPresent(next));
    }

    @Override
    public void setBackpropGradientsViewArray(INDArray gradients) {
        super.setBackpropGradientsViewArray(gradients);
        List<INDArray> views = new ArrayList<>();
        ChainParamInitializer.forEachPart(conf, gradients, (part, c, view) -> views.add(view));
        for (int i = 0; i < inner.size(); i++) {
            inner.get(i).layer.setBackpropGradientsViewArray(views.get(i));
        }
    }

    @Override
    public void setParams(INDArray params) {
        setParams(params, 'c');
    }

    @Override
    public void setCacheMode(CacheMode mode) {
        super.setCacheMode(mode);
        inner.forEach(i -> i.layer.setCacheMode(mode));
    }

    @Override
    public void setIterationCount(int iterationCount) {
        super.setIterationCount(iterationCount);
        inner.forEach(i -> i.layer.setIterationCount(iterationCount));
    }

    @Override
    public void setEpochCount(int epochCount) {
        super.setEpochCount(epochCount);
        inner.forEach(i -> i.layer.setEpochCount(epochCount));
    }

    @Override
    public void clearNoiseWeightParams() {
        super.clearNoiseWeightParams();
        inner.forEach(i -> i.layer.clearNoiseWeightParams());
    }

    @Override
    public void clear() {
        super.clear();
        inner.forEach(i -> i.layer.clear());
    }

    /** The helper of the last convolution, which does most of the work. */
    @Override
    public LayerHelper getHelper() {
        return inner.get(inner.size() - 1).layer.getHelper();
    }

    @Override
    public Pair<INDArray, MaskState> feedForwardMaskArray(
            INDArray maskArray, MaskState currentMaskState, int minibatchSize) {
        return Masks.reduced(layerConf(), maskArray, currentMaskState);
    }
}
