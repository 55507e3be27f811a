/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.parameterized;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.util.ConvolutionUtils;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The columns that a 1×1 convolution multiplies: which positions of its input, with stride and
 * padding, and between which layouts they move.
 */
final class PointwiseColumns {

    private final boolean channelsLast;
    private final long examples;
    private final Axis height;
    private final Axis width;

    /** Positions along one side. */
    private record Axis(long in, long out, int stride, int pad) {

        /** The first output that sees the input and not its padding. */
        long first() {
            return (pad + stride - 1L) / stride;
        }

        /** One beyond the last such output. */
        long end() {
            return Math.min(out, (in - 1 + pad) / stride + 1);
        }

        INDArrayIndex outputs() {
            return NDArrayIndex.interval(first(), end());
        }

        INDArrayIndex inputs() {
            long from = first() * stride - pad;
            return NDArrayIndex.interval(from, stride, from + (end() - first() - 1) * stride + 1);
        }

        boolean isWhole() {
            return in == out && stride == 1 && pad == 0;
        }
    }

    /**
     * Of one minibatch.
     *
     * @param conf a convolution with a 1×1 kernel
     * @param input its input, in its layout
     */
    PointwiseColumns(ParameterizedConvolution2D conf, INDArray input) {
        channelsLast = conf.getCnn2dDataFormat() == CNN2DFormat.NHWC;
        INDArray nchw = channelsLast ? input.permute(0, 3, 1, 2) : input;
        boolean same = conf.getConvolutionMode() == ConvolutionMode.Same;
        // A 1x1 kernel needs no padding to reach every position.
        int[] pad = same ? new int[2] : conf.getPadding();
        int[] out =
                ConvolutionUtils.getOutputSize(
                        nchw,
                        conf.getKernelSize(),
                        conf.getStride(),
                        same ? null : pad,
                        conf.getConvolutionMode(),
                        conf.getDilation(),
                        CNN2DFormat.NCHW);
        examples = nchw.size(0);
        height = new Axis(nchw.size(2), out[0], conf.getStride()[0], pad[0]);
        width = new Axis(nchw.size(3), out[1], conf.getStride()[1], pad[1]);
    }

    /** Examples times output positions. */
    long count() {
        return examples * height.out * width.out;
    }

    /** Input → {@code [nIn, count]}, zero where there is padding. */
    INDArray ofInput(INDArray input) {
        INDArray channelsFirst = channelsFirst(input);
        long channels = channelsFirst.size(0);
        if (isWhole()) {
            return channelsFirst.dup('c').reshape('c', channels, count());
        }
        INDArray columns =
                Nd4j.create(
                        input.dataType(),
                        new long[] {channels, examples, height.out, width.out},
                        'c');
        seeingInput(columns).assign(seen(channelsFirst));
        return columns.reshape('c', channels, count());
    }

    /** {@code [nIn, count]} → gradient of the input, zero where nothing looked. */
    void toInput(INDArray columns, INDArray input) {
        INDArray byPosition =
                columns.reshape('c', columns.size(0), examples, height.out, width.out);
        INDArray channelsFirst = channelsFirst(input);
        if (isWhole()) {
            channelsFirst.assign(byPosition);
        } else {
            seen(channelsFirst).assign(seeingInput(byPosition));
        }
    }

    private boolean isWhole() {
        return height.isWhole() && width.isWhole();
    }

    private INDArray seeingInput(INDArray columns) {
        return columns.get(
                NDArrayIndex.all(), NDArrayIndex.all(), height.outputs(), width.outputs());
    }

    private INDArray seen(INDArray channelsFirst) {
        return channelsFirst.get(
                NDArrayIndex.all(), NDArrayIndex.all(), height.inputs(), width.inputs());
    }

    /** Output → {@code [nOut, count]}. */
    INDArray ofOutput(INDArray output) {
        INDArray channelsFirst = channelsFirst(output);
        return channelsFirst.dup('c').reshape('c', channelsFirst.size(0), count());
    }

    /** {@code [nOut, count]} → output. */
    INDArray toOutput(INDArray columns, LayerWorkspaceMgr workspaceMgr) {
        INDArray byPosition =
                columns.reshape('c', columns.size(0), examples, height.out, width.out);
        INDArray inLayout =
                channelsLast ? byPosition.permute(1, 2, 3, 0) : byPosition.permute(1, 0, 2, 3);
        return workspaceMgr.dup(ArrayType.ACTIVATIONS, inLayout, 'c');
    }

    /** A view {@code [channels, examples, h, w]}. */
    private INDArray channelsFirst(INDArray activations) {
        return channelsLast ? activations.permute(3, 0, 1, 2) : activations.permute(1, 0, 2, 3);
    }
}
