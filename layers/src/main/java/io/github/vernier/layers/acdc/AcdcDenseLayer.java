/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.acdc;

import io.github.vernier.layers.parameterized.ParameterizedConvolution2D;
import io.github.vernier.layers.parameterized.PointwiseParamInitializer;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.CacheMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Runs the product as a 1×1 convolution of images of one pixel, which knows when to build the
 * matrix and when not to, and adds the bias in its order.
 */
class AcdcDenseLayer extends BaseLayer<AcdcDense> {

    private static final long serialVersionUID = 1;
    private static final String BIAS = DefaultParamInitializer.BIAS_KEY;

    private final transient Layer product;

    /** Output feature j gets element {@code biasOf[j]} of the bias. */
    private final int[] biasOf;

    AcdcDenseLayer(NeuralNetConfiguration conf, DataType dataType, int index, INDArray paramsView) {
        super(conf, dataType);
        setIndex(index);
        setParamsViewArray(paramsView);
        AcdcDense dense = layerConf();
        ParameterizedConvolution2D convolution = dense.convolution(false);
        product =
                convolution.instantiate(
                        PointwiseParamInitializer.inner(conf, convolution),
                        List.of(),
                        index,
                        factors(paramsView),
                        false,
                        dataType);
        AcdcWeight weight = dense.getWeight();
        biasOf = weight.outer(weight.factors() - 1).indices(Math.toIntExact(dense.getNOut()));
    }

    /** What follows the bias in a vector of all parameters. */
    private INDArray factors(INDArray vector) {
        INDArray flat = vector.reshape(vector.length());
        long first = hasBias() ? layerConf().getNOut() : 0;
        return flat.get(NDArrayIndex.interval(first, flat.length()));
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
    protected INDArray preOutput(boolean training, LayerWorkspaceMgr workspaceMgr) {
        assertInputSet(false);
        applyDropOutIfNecessary(training, workspaceMgr);
        long nIn = layerConf().getNIn();
        if (input.rank() != 2 || input.size(1) != nIn) {
            throw new DL4JInvalidInputException(
                    "ACDC dense layer takes [minibatch, "
                            + nIn
                            + "], but got "
                            + Arrays.toString(input.shape())
                            + " "
                            + layerId());
        }
        INDArray x = input.castTo(dataType);
        product.setInput(x.reshape('c', x.size(0), nIn, 1, 1), workspaceMgr);
        INDArray z = product.activate(training, workspaceMgr);
        z = z.reshape('c', z.size(0), z.size(1));
        if (hasBias()) {
            INDArray bias = getParamWithNoise(BIAS, training, workspaceMgr);
            double[] values = bias.dup('c').toDoubleVector();
            double[] permuted = new double[values.length];
            for (int j = 0; j < permuted.length; j++) {
                permuted[j] = values[biasOf[j]];
            }
            z.addiRowVector(Nd4j.createFromArray(permuted).castTo(dataType));
        }
        return z;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(
            INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
        assertInputSet(true);
        IActivation activation = layerConf().getActivationFn();
        // The activation function has overwritten what it was applied to.
        INDArray z =
                activation instanceof ActivationIdentity ? epsilon : preOutput(true, workspaceMgr);
        INDArray delta = activation.backprop(z, epsilon.castTo(dataType)).getFirst();
        if (maskArray != null) {
            applyMask(delta);
        }
        Gradient gradient = new DefaultGradient();
        if (hasBias()) {
            double[] sums = delta.sum(0).toDoubleVector();
            double[] ofBias = new double[sums.length];
            for (int j = 0; j < sums.length; j++) {
                ofBias[biasOf[j]] = sums[j];
            }
            INDArray view = gradientViews.get(BIAS);
            view.assign(Nd4j.createFromArray(ofBias).castTo(dataType));
            gradient.setGradientFor(BIAS, view);
        }
        Pair<Gradient, INDArray> p =
                product.backpropGradient(
                        delta.reshape('c', delta.size(0), delta.size(1), 1, 1), workspaceMgr);
        p.getFirst()
                .gradientForVariable()
                .forEach((key, view) -> gradient.setGradientFor(key, view, 'c'));
        weightNoiseParams.clear();
        INDArray next = p.getSecond();
        next = next.reshape('c', next.size(0), next.size(1));
        return new Pair<>(gradient, backpropDropOutIfPresent(next));
    }

    @Override
    public void setBackpropGradientsViewArray(INDArray gradients) {
        super.setBackpropGradientsViewArray(gradients);
        product.setBackpropGradientsViewArray(factors(gradients));
    }

    @Override
    public void setParams(INDArray params) {
        setParams(params, 'c');
    }

    @Override
    public void setCacheMode(CacheMode mode) {
        super.setCacheMode(mode);
        product.setCacheMode(mode);
    }

    @Override
    public void setIterationCount(int iterationCount) {
        super.setIterationCount(iterationCount);
        product.setIterationCount(iterationCount);
    }

    @Override
    public void setEpochCount(int epochCount) {
        super.setEpochCount(epochCount);
        product.setEpochCount(epochCount);
    }

    @Override
    public void clearNoiseWeightParams() {
        super.clearNoiseWeightParams();
        weightNoiseParams.clear();
        product.clearNoiseWeightParams();
    }

    @Override
    public void clear() {
        super.clear();
        product.clear();
    }
}
