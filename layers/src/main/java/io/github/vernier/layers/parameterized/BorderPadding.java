/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.parameterized;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.util.ConvolutionUtils;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The border that a 2-D convolution puts around its input, put there beforehand: for a border of
 * another value than 0, or on one side only, as causal convolutions have it.
 */
final class BorderPadding {

    private final ParameterizedConvolution2D conf;
    private final int heightDimension;

    private BorderPadding(ParameterizedConvolution2D conf) {
        this.conf = conf;
        this.heightDimension = conf.getCnn2dDataFormat() == CNN2DFormat.NHWC ? 1 : 2;
    }

    /** The padding to do for a convolution, or null if its own will do. */
    static BorderPadding of(ParameterizedConvolution2D conf) {
        InputTransform transform = conf.getInputTransform();
        boolean ofOtherValue = transform != null && transform.padValue() != 0;
        return ofOtherValue || conf.getConvolutionMode() == ConvolutionMode.Causal
                ? new BorderPadding(conf)
                : null;
    }

    /** The same convolution without padding of its own. */
    ParameterizedConvolution2D unpadded() {
        ParameterizedConvolution2D bare = conf.clone();
        bare.setConvolutionMode(ConvolutionMode.Truncate);
        bare.setPadding(new int[] {0, 0});
        bare.setIDropout(conf.getIDropout());
        return bare;
    }

    /** The array with its border. */
    INDArray pad(INDArray inner, double value) {
        int[] before = before(inner.shape());
        int[] total = total(inner.shape());
        long[] shape = inner.shape().clone();
        shape[heightDimension] += total[0];
        shape[heightDimension + 1] += total[1];
        INDArray padded = Nd4j.createUninitialized(inner.dataType(), shape, 'c').assign(value);
        padded.get(interior(inner.shape(), before)).assign(inner);
        return padded;
    }

    /** The gradient without that of the border. */
    INDArray crop(INDArray padded, long[] innerShape) {
        return padded.get(interior(innerShape, before(innerShape)));
    }

    private INDArrayIndex[] interior(long[] shape, int[] before) {
        INDArrayIndex[] index = new INDArrayIndex[shape.length];
        for (int d = 0; d < index.length; d++) {
            int i = d - heightDimension;
            index[d] =
                    i == 0 || i == 1
                            ? NDArrayIndex.interval(before[i], before[i] + shape[d])
                            : NDArrayIndex.all();
        }
        return index;
    }

    private int[] before(long[] shape) {
        return switch (conf.getConvolutionMode()) {
            case Same ->
                    ConvolutionUtils.getSameModeTopLeftPadding(
                            outputSize(shape),
                            size(shape),
                            conf.getKernelSize(),
                            conf.getStride(),
                            conf.getDilation());
            case Causal -> new int[] {extent(0) - 1, 0};
            default -> conf.getPadding();
        };
    }

    private int[] total(long[] shape) {
        return switch (conf.getConvolutionMode()) {
            case Same -> {
                int[] out = outputSize(shape);
                int[] in = size(shape);
                yield new int[] {same(0, out, in), same(1, out, in)};
            }
            case Causal -> before(shape);
            default -> new int[] {2 * conf.getPadding()[0], 2 * conf.getPadding()[1]};
        };
    }

    private int same(int i, int[] out, int[] in) {
        return Math.max(0, (out[i] - 1) * conf.getStride()[i] + extent(i) - in[i]);
    }

    /** Input elements that the kernel spans. */
    private int extent(int i) {
        return conf.getDilation()[i] * (conf.getKernelSize()[i] - 1) + 1;
    }

    /** Output size in the mode that rounds up. */
    private int[] outputSize(long[] shape) {
        int[] in = size(shape);
        int[] stride = conf.getStride();
        return new int[] {(in[0] + stride[0] - 1) / stride[0], (in[1] + stride[1] - 1) / stride[1]};
    }

    private int[] size(long[] shape) {
        return new int[] {(int) shape[heightDimension], (int) shape[heightDimension + 1]};
    }
}
