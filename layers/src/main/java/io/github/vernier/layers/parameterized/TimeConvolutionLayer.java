/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.parameterized;

import io.github.vernier.layers.memory.HostMemory;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.util.ConvolutionUtils;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The 2-D convolution on images one pixel wide. */
class TimeConvolutionLayer extends DirectConvolutionLayer {

    private static final long serialVersionUID = 1;

    /** The input of this iteration as images, after dropout, if there is dropout. */
    private transient INDArray dropped;

    TimeConvolutionLayer(NeuralNetConfiguration conf, DataType dataType) {
        super(conf, dataType);
    }

    private ParameterizedConvolution1D timeConf() {
        return (ParameterizedConvolution1D) conf().getLayer();
    }

    private boolean isChannelsLast() {
        return timeConf().getRnnDataFormat() == RNNFormat.NWC;
    }

    private INDArray toImages(INDArray series) {
        INDArray x = isChannelsLast() ? series.permute(0, 2, 1) : series;
        INDArray ordered = HostMemory.isInCOrder(x) ? x : x.dup('c');
        return ordered.reshape('c', x.size(0), x.size(1), x.size(2), 1);
    }

    private INDArray toSeries(INDArray images) {
        INDArray x =
                images.get(
                        NDArrayIndex.all(),
                        NDArrayIndex.all(),
                        NDArrayIndex.all(),
                        NDArrayIndex.point(0));
        return isChannelsLast() ? x.permute(0, 2, 1) : x;
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaceMgr) {
        assertInputSet(false);
        INDArray own = input;
        INDArray activations;
        try {
            input = toImages(own);
            activations = super.activate(training, workspaceMgr);
            dropped = timeConf().getIDropout() == null ? null : input;
        } finally {
            input = own;
        }
        INDArray series = toSeries(activations);
        if (maskArray != null) {
            series = masked(series, workspaceMgr, ArrayType.ACTIVATIONS);
        }
        return workspaceMgr.leverageTo(ArrayType.ACTIVATIONS, series);
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(
            INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
        assertInputSet(true);
        INDArray own = input;
        INDArray e =
                maskArray == null
                        ? epsilon
                        : masked(epsilon, workspaceMgr, ArrayType.BP_WORKING_MEM);
        try {
            input = dropped == null ? toImages(own) : dropped;
            Pair<Gradient, INDArray> p = super.backpropGradient(toImages(e), workspaceMgr);
            return new Pair<>(
                    p.getFirst(),
                    workspaceMgr.leverageTo(ArrayType.ACTIVATION_GRAD, toSeries(p.getSecond())));
        } finally {
            input = own;
        }
    }

    /** A copy with zeros at masked time steps. */
    private INDArray masked(INDArray series, LayerWorkspaceMgr workspaceMgr, ArrayType where) {
        INDArray typed = reduced(maskArray).castTo(series.dataType());
        long steps = typed.size(1);
        INDArray factors =
                isChannelsLast()
                        ? typed.reshape(typed.size(0), steps, 1)
                        : typed.reshape(typed.size(0), 1, steps);
        return workspaceMgr.leverageTo(where, series.mul(factors));
    }

    @Override
    public Pair<INDArray, MaskState> feedForwardMaskArray(
            INDArray maskArray, MaskState currentMaskState, int minibatchSize) {
        setMaskArray(maskArray);
        return new Pair<>(maskArray == null ? null : reduced(maskArray), currentMaskState);
    }

    /** The mask of the output. */
    private INDArray reduced(INDArray mask) {
        ParameterizedConvolution1D c = timeConf();
        return ConvolutionUtils.cnn1dMaskReduction(
                mask,
                c.getKernelSize()[0],
                c.getStride()[0],
                c.getPadding()[0],
                c.getDilation()[0],
                c.getConvolutionMode());
    }

    @Override
    public void clear() {
        super.clear();
        dropped = null;
    }
}
