/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.parameterized;

import java.util.function.BiFunction;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.CacheMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
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
    private final transient TransformedInput transformedInput;
    private final transient ParameterizedConvolution2D unpadded;

    ParameterizedConvolutionLayer(NeuralNetConfiguration conf, DataType dataType) {
        super(conf, dataType);
        ParameterizedConvolution2D conv = (ParameterizedConvolution2D) conf.getLayer();
        built = new BuiltWeight(conv, dataType);
        outputReuse = OutputReuse.of(conv.getActivationFn());
        BorderPadding padding = BorderPadding.of(conv);
        transformedInput = TransformedInput.of(conv.getInputTransform(), padding, dataType);
        unpadded = padding == null ? null : padding.unpadded();
        convolutionMode = layerConf().getConvolutionMode();
        int[] dilation = conv.getDilation();
        if (dilation[0] > 1 || dilation[1] > 1) {
            // oneDNN refuses dilation; the stock im2col path is the fastest of the others.
            helper = null;
        }
    }

    /** What the stock layer is to compute: without the padding that is done beforehand. */
    @Override
    public org.deeplearning4j.nn.conf.layers.ConvolutionLayer layerConf() {
        return unpadded == null ? super.layerConf() : unpadded;
    }

    @Override
    protected INDArray getParamWithNoise(
            String param, boolean training, LayerWorkspaceMgr workspaceMgr) {
        INDArray weight = built.get(training, paramsFlattened, noisy(workspaceMgr));
        if (!WEIGHT.equals(param)) {
            INDArray bias = super.getParamWithNoise(param, training, workspaceMgr);
            return bias == null ? null : built.bias(bias);
        }
        return weight;
    }

    private BiFunction<String, Boolean, INDArray> noisy(LayerWorkspaceMgr workspaceMgr) {
        return (name, training) -> super.getParamWithNoise(name, training, workspaceMgr);
    }

    /** The columns to multiply one by one; null if the weight is to be built. */
    private PointwiseColumns columns(boolean training) {
        if (transformedInput != null || !built.canSkip()) {
            return null;
        }
        assertInputSet(false);
        validateInputRank();
        validateInputDepth(layerConf().getNIn());
        PointwiseColumns columns =
                new PointwiseColumns((ParameterizedConvolution2D) layerConf(), input);
        return built.skips(columns.count(), training) ? columns : null;
    }

    @Override
    protected Pair<INDArray, INDArray> preOutput(
            boolean training, boolean forBackprop, LayerWorkspaceMgr workspaceMgr) {
        PointwiseColumns columns = columns(training);
        if (columns == null) {
            return super.preOutput(training, forBackprop, workspaceMgr);
        }
        INDArray x = columns.ofInput(input.castTo(dataType));
        INDArray z = built.apply(x, training, noisy(workspaceMgr));
        if (hasBias()) {
            // Not by way of this class's own method, which would build the weight.
            INDArray bias =
                    noisy(workspaceMgr).apply(ConvolutionParamInitializer.BIAS_KEY, training);
            z.addiColumnVector(bias.reshape(bias.length(), 1));
        }
        return new Pair<>(columns.toOutput(z, workspaceMgr), null);
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
        PointwiseColumns columns = columns(true);
        if (columns != null) {
            return backpropColumns(columns, epsilon.castTo(dataType), workspaceMgr);
        }
        gradientViews.put(WEIGHT, built.gradientBuffer());
        INDArray next = backpropInput(epsilon, workspaceMgr);
        // The stock layer forgets the noise of this iteration on one of its two paths only.
        weightNoiseParams.clear();
        return new Pair<>(built.backprop(gradientViews), next);
    }

    /** The backward pass on the transformed input, then that of the transform. */
    private INDArray backpropInput(INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
        if (transformedInput == null || input == null) {
            return backpropConvolution(epsilon, workspaceMgr);
        }
        INDArray own = input;
        INDArray next;
        try {
            input = transformedInput.forBackprop(own);
            next = backpropConvolution(epsilon, workspaceMgr);
        } finally {
            input = own;
        }
        return super.backpropDropOutIfPresent(transformedInput.backprop(own, next, workspaceMgr));
    }

    /**
     * The stock backward pass: dL/dW to the gradient buffer, the bias's gradient to its view.
     *
     * @return dL/dinput, by way of {@link #backpropDropOutIfPresent}
     */
    INDArray backpropConvolution(INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
        return super.backpropGradient(epsilon, workspaceMgr).getSecond();
    }

    /** The weight that was built, for subclasses that apply it themselves. */
    BuiltWeight built() {
        return built;
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

    private Pair<Gradient, INDArray> backpropColumns(
            PointwiseColumns columns, INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
        INDArray z = preOutput4d(true, true, workspaceMgr).getFirst();
        INDArray delta = layerConf().getActivationFn().backprop(z, epsilon).getFirst();
        INDArray dy = columns.ofOutput(delta);
        INDArray dx = built.backpropColumns(columns.ofInput(input.castTo(dataType)), dy);
        if (hasBias()) {
            dy.sum(gradientViews.get(ConvolutionParamInitializer.BIAS_KEY), 1);
        }
        INDArray next =
                workspaceMgr.create(ArrayType.ACTIVATION_GRAD, dataType, input.shape(), 'c');
        columns.toInput(dx, next);
        weightNoiseParams.clear();
        return new Pair<>(built.gradient(gradientViews), backpropDropOutIfPresent(next));
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
