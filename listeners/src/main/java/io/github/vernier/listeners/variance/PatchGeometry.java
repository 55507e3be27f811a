/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.variance;

import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.util.ConvolutionUtils;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.convolution.Convolution;

/** Which pixels of an image a convolution reads for which output. */
record PatchGeometry(
        int channels,
        int height,
        int width,
        int outH,
        int outW,
        int kernelH,
        int kernelW,
        int strideY,
        int strideX,
        int paddingY,
        int paddingX,
        int dilationY,
        int dilationX,
        boolean same) {

    /**
     * That of a layer.
     *
     * @param images {@code [N, C, H, W]}
     * @param output {@code [N, ., oH, oW]}
     */
    static PatchGeometry of(ConvolutionLayer conf, INDArray images, INDArray output) {
        int[] kernel = conf.getKernelSize();
        int[] stride = conf.getStride();
        int[] dilation = conf.getDilation();
        int height = (int) images.size(2);
        int width = (int) images.size(3);
        int[] out = {(int) output.size(2), (int) output.size(3)};
        boolean same = conf.getConvolutionMode() == ConvolutionMode.Same;
        int[] padding =
                same
                        ? ConvolutionUtils.getSameModeTopLeftPadding(
                                out, new int[] {height, width}, kernel, stride, dilation)
                        : conf.getPadding();
        return new PatchGeometry(
                (int) images.size(1),
                height,
                width,
                out[0],
                out[1],
                kernel[0],
                kernel[1],
                stride[0],
                stride[1],
                padding[0],
                padding[1],
                dilation[0],
                dilation[1],
                same);
    }

    /** Pixels of a patch. */
    int patch() {
        return channels * kernelH * kernelW;
    }

    /** Outputs of a channel. */
    int positions() {
        return outH * outW;
    }

    /** Patches of some images, {@code [n, C, kH, kW, oH, oW]}, by ND4J. */
    void copy(INDArray images, INDArray patches) {
        Convolution.im2col(
                images,
                kernelH,
                kernelW,
                strideY,
                strideX,
                paddingY,
                paddingX,
                dilationY,
                dilationX,
                same,
                patches);
    }
}
