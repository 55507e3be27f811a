/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.parameterized;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The stock dense layer given W(θ), {@code [nOut, nIn, 1, 1]}, as the matrix it wants: the
 * transpose of a C-ordered matrix is in stock's own order.
 */
class ParameterizedDenseLayer extends BaseLayer<ParameterizedDense> {

    private static final long serialVersionUID = 1;
    private static final String WEIGHT = DefaultParamInitializer.WEIGHT_KEY;

    private final transient BuiltWeight built;
    private final transient TransformedInput transformedInput;

    ParameterizedDenseLayer(NeuralNetConfiguration conf, DataType dataType) {
        super(conf, dataType);
        ParameterizedDense dense = (ParameterizedDense) conf.getLayer();
        built = new BuiltWeight(dense.convolution(), dataType);
        transformedInput = TransformedInput.of(dense.getInputTransform(), null, dataType);
    }

    @Override
    public boolean hasBias() {
        return layerConf().hasBias();
    }

    @Override
    public boolean isPretrainLayer() {
        return false;
    }

    private INDArray asMatrix(INDArray weight) {
        return weight.reshape('c', layerConf().getNOut(), layerConf().getNIn()).transpose();
    }

    @Override
    protected INDArray getParamWithNoise(
            String param, boolean training, LayerWorkspaceMgr workspaceMgr) {
        INDArray weight =
                built.get(
                        training,
                        paramsFlattened,
                        (name, train) -> super.getParamWithNoise(name, train, workspaceMgr));
        if (WEIGHT.equals(param)) {
            return asMatrix(weight);
        }
        INDArray bias = super.getParamWithNoise(param, training, workspaceMgr);
        return bias == null ? null : built.bias(bias);
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaceMgr) {
        built.at(getIterationCount(), getEpochCount());
        if (training) {
            built.startIteration();
        }
        if (transformedInput == null || input == null) {
            return super.activate(training, workspaceMgr);
        }
        applyDropOutIfNecessary(training, workspaceMgr);
        INDArray own = input;
        try {
            input =
                    transformedInput.forward(
                            own, training, getIterationCount(), getEpochCount(), workspaceMgr);
            return super.activate(training, workspaceMgr);
        } finally {
            input = own;
        }
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(
            INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
        gradientViews.put(WEIGHT, asMatrix(built.gradientBuffer()));
        INDArray next = backpropInput(epsilon, workspaceMgr);
        return new Pair<>(built.backprop(gradientViews), next);
    }

    private INDArray backpropInput(INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
        if (transformedInput == null || input == null) {
            return super.backpropGradient(epsilon, workspaceMgr).getSecond();
        }
        INDArray own = input;
        INDArray next;
        try {
            input = transformedInput.forBackprop(own);
            next = super.backpropGradient(epsilon, workspaceMgr).getSecond();
        } finally {
            input = own;
        }
        return super.backpropDropOutIfPresent(transformedInput.backprop(own, next, workspaceMgr));
    }

    /** Dropout comes before the transform, hence after it on the way back. */
    @Override
    protected INDArray backpropDropOutIfPresent(INDArray epsilon) {
        return transformedInput == null ? super.backpropDropOutIfPresent(epsilon) : epsilon;
    }

    @Override
    public void setBackpropGradientsViewArray(INDArray gradients) {
        super.setBackpropGradientsViewArray(gradients);
        gradientViews = built.takeGradientViews(gradientViews);
    }

    @Override
    public void clearNoiseWeightParams() {
        super.clearNoiseWeightParams();
        weightNoiseParams.clear();
        built.startIteration();
    }
}
