/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary.xnor;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * K of XNOR-Net: the mean magnitude over channels, averaged over each window, padding counting as
 * zeros.
 *
 * @param kernel height and width of the window
 * @param stride in rows and columns
 * @param padding in rows and columns
 * @param same whether the padding is chosen for the output to be as large as the input
 * @param channelAxis 1 or 3
 */
record InputScale(int[] kernel, int[] stride, int[] padding, boolean same, int channelAxis) {

    /** A = mean_c|x| as [minibatch, 1, h, w]. */
    private INDArray magnitude(INDArray x) {
        INDArray mean = Transforms.abs(x, true).mean(true, channelAxis);
        return channelAxis == 1 ? mean : mean.dup('c').reshape('c', channelFirst(mean));
    }

    private static long[] channelFirst(INDArray oneChannelLast) {
        return new long[] {
            oneChannelLast.size(0), 1, oneChannelLast.size(1), oneChannelLast.size(2)
        };
    }

    private DynamicCustomOp.DynamicCustomOpsBuilder pooling(String name) {
        // kernel, stride, padding, dilation, same mode, divide by the whole window, NCHW
        return DynamicCustomOp.builder(name)
                .addIntegerArguments(
                        kernel[0],
                        kernel[1],
                        stride[0],
                        stride[1],
                        padding[0],
                        padding[1],
                        1,
                        1,
                        same ? 1 : 0,
                        1,
                        0);
    }

    /** K, of the shape of the convolution's output with one channel. */
    INDArray of(INDArray x, INDArray y) {
        INDArray a = magnitude(x);
        INDArray k = Nd4j.createUninitialized(x.dataType(), shapeOf(y), 'c');
        Nd4j.exec(pooling("avgpool2d").addInputs(a).addOutputs(k).build());
        return channelAxis == 1 ? k : k.reshape('c', k.size(0), k.size(2), k.size(3), 1);
    }

    private long[] shapeOf(INDArray y) {
        return channelAxis == 1
                ? new long[] {y.size(0), 1, y.size(2), y.size(3)}
                : new long[] {y.size(0), 1, y.size(1), y.size(2)};
    }

    /** dL/dx through K. */
    INDArray backprop(INDArray x, INDArray y, INDArray scaleGradient) {
        INDArray a = magnitude(x);
        INDArray dk = scaleGradient.dup('c').reshape('c', shapeOf(y));
        INDArray da = Nd4j.createUninitialized(x.dataType(), a.shape(), 'c');
        Nd4j.exec(pooling("avgpool2d_bp").addInputs(a, dk).addOutputs(da).build());
        INDArray perChannel = da.divi(x.size(channelAxis));
        if (channelAxis == 3) {
            perChannel = perChannel.reshape('c', da.size(0), da.size(2), da.size(3), 1);
        }
        return Transforms.sign(x, true).mul(perChannel);
    }
}
