/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.parameterized;

import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.CacheMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.convolution.DepthwiseConvolution2DLayer;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The stock depthwise convolution given W(θ), {@code [nOut, 1, kH, kW]}, in the layout it wants,
 * {@code [kH, kW, nIn, nOut / nIn]}.
 */
class ParameterizedDepthwiseLayer extends DepthwiseConvolution2DLayer {

    private static final long serialVersionUID = 1;
    private static final String WEIGHT = ConvolutionParamInitializer.WEIGHT_KEY;

    private final transient BuiltWeight built;
    private final transient OutputReuse outputReuse;
    private final transient TransformedInput transformedInput;
    private final transient ParameterizedConvolution2D unpadded;

    private transient INDArray channelsLast;
    private transient INDArray channelsLastGradient;

    ParameterizedDepthwiseLayer(NeuralNetConfiguration conf, DataType dataType) {
        super(conf, dataType);
        ParameterizedConvolution2D conv = (ParameterizedConvolution2D) conf.getLayer();
        built = new BuiltWeight(conv, dataType);
        outputReuse = OutputReuse.of(conv.getActivationFn());
        BorderPadding padding = BorderPadding.of(conv);
        transformedInput = TransformedInput.of(conv.getInputTransform(), padding, dataType);
        unpadded = padding == null ? null : padding.unpadded();
        convolutionMode = layerConf().getConvolutionMode();
    }

    /** What the stock layer is to compute: without the padding that is done beforehand. */
    @Override
    public org.deeplearning4j.nn.conf.layers.ConvolutionLayer layerConf() {
        return unpadded == null ? super.layerConf() : unpadded;
    }

    @Override
    protected INDArray getParamWithNoise(
            String param, boolean training, LayerWorkspaceMgr workspaceMgr) {
        INDArray weight =
                built.get(
                        training,
                        paramsFlattened,
                        (name, train) -> super.getParamWithNoise(name, train, workspaceMgr));
        if (!WEIGHT.equals(param)) {
            INDArray bias = super.getParamWithNoise(param, training, workspaceMgr);
            return bias == null ? null : built.bias(bias);
        }
        if (channelsLast == null) {
            channelsLast = allocate();
        }
        return channelsLast.assign(byChannel(weight));
    }

    /** A view of {@code [nIn * m, 1, kH, kW]} as {@code [kH, kW, nIn, m]}. */
    private INDArray byChannel(INDArray weight) {
        WeightShape s = shape();
        long nIn = layerConf().getNIn();
        return weight.reshape('c', nIn, s.nOut() / nIn, s.kH(), s.kW()).permute(2, 3, 0, 1);
    }

    private INDArray allocate() {
        WeightShape s = shape();
        long nIn = layerConf().getNIn();
        try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            return Nd4j.createUninitialized(
                    dataType, new long[] {s.kH(), s.kW(), nIn, s.nOut() / nIn}, 'c');
        }
    }

    private WeightShape shape() {
        return ((ParameterizedConvolution2D) layerConf()).weightShape();
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaceMgr) {
        built.at(getIterationCount(), getEpochCount());
        if (training) {
            built.startIteration();
        }
        if (transformedInput == null || input == null) {
            return outputReuse.keep(training, super.activate(training, workspaceMgr));
        }
        applyDropOutIfNecessary(training, workspaceMgr);
        INDArray own = input;
        try {
            input =
                    transformedInput.forward(
                            own, training, getIterationCount(), getEpochCount(), workspaceMgr);
            return outputReuse.keep(training, super.activate(training, workspaceMgr));
        } finally {
            input = own;
        }
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
        if (channelsLastGradient == null) {
            channelsLastGradient = allocate();
        }
        gradientViews.put(WEIGHT, channelsLastGradient);
        INDArray next = backpropInput(epsilon, workspaceMgr);
        byChannel(built.gradientBuffer()).assign(channelsLastGradient);
        return new Pair<>(built.backprop(gradientViews), next);
    }

    /** The stock backward pass on the transformed input, then that of the transform. */
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
    public Pair<INDArray, MaskState> feedForwardMaskArray(
            INDArray maskArray, MaskState currentMaskState, int minibatchSize) {
        return Masks.reduced(
                (ParameterizedConvolution2D) conf().getLayer(), maskArray, currentMaskState);
    }

    @Override
    public void setBackpropGradientsViewArray(INDArray gradients) {
        super.setBackpropGradientsViewArray(gradients);
        gradientViews = built.takeGradientViews(gradientViews);
    }

    @Override
    public void clearNoiseWeightParams() {
        super.clearNoiseWeightParams();
        built.startIteration();
    }

    @Override
    public void setCacheMode(CacheMode mode) {
        super.setCacheMode(outputReuse.isPossible() ? CacheMode.NONE : mode);
    }

    @Override
    public void clear() {
        super.clear();
        outputReuse.take();
    }
}
