/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.parameterized;

import org.deeplearning4j.nn.conf.CacheMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The stock convolution given W(θ) where it asks for its weight, and its weight gradient mapped
 * back to θ.
 */
class ParameterizedConvolutionLayer extends ConvolutionLayer {

    private static final long serialVersionUID = 1;
    private static final String WEIGHT = ConvolutionParamInitializer.WEIGHT_KEY;

    private final transient BuiltWeight built;
    private final transient OutputReuse outputReuse;

    ParameterizedConvolutionLayer(NeuralNetConfiguration conf, DataType dataType) {
        super(conf, dataType);
        ParameterizedConvolution2D conv = (ParameterizedConvolution2D) conf.getLayer();
        built = new BuiltWeight(conv, dataType);
        outputReuse = OutputReuse.of(conv.getActivationFn());
        int[] dilation = conv.getDilation();
        if (dilation[0] > 1 || dilation[1] > 1) {
            // oneDNN refuses dilation; the stock im2col path is the fastest of the others.
            helper = null;
        }
    }

    /** The weight that was built, for subclasses that apply it themselves. */
    BuiltWeight built() {
        return built;
    }

    @Override
    protected INDArray getParamWithNoise(
            String param, boolean training, LayerWorkspaceMgr workspaceMgr) {
        if (!WEIGHT.equals(param)) {
            return super.getParamWithNoise(param, training, workspaceMgr);
        }
        return built.get(
                training,
                paramsFlattened,
                (name, train) -> super.getParamWithNoise(name, train, workspaceMgr));
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaceMgr) {
        if (training) {
            built.startIteration();
        }
        return outputReuse.keep(training, super.activate(training, workspaceMgr));
    }

    @Override
    protected Pair<INDArray, INDArray> preOutput4d(
            boolean training, boolean forBackprop, LayerWorkspaceMgr workspaceMgr) {
        INDArray output = outputReuse.take();
        return forBackprop && output != null
                ? new Pair<>(output, null)
                : super.preOutput4d(training, forBackprop, workspaceMgr);
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(
            INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
        gradientViews.put(WEIGHT, built.gradientBuffer());
        INDArray next = super.backpropGradient(epsilon, workspaceMgr).getSecond();
        // The stock layer forgets the noise of this iteration on one of its two paths only.
        weightNoiseParams.clear();
        return new Pair<>(built.backprop(gradientViews), next);
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

    /** Caching z is pointless where the backward pass needs only the output. */
    @Override
    public void setCacheMode(CacheMode mode) {
        super.setCacheMode(outputReuse.isPossible() && helper != null ? CacheMode.NONE : mode);
    }

    @Override
    public void clear() {
        super.clear();
        outputReuse.take();
    }
}
