/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.variance;

import io.github.vernier.listeners.probe.ConvolutionPatches;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.nd4j.linalg.api.ndarray.INDArray;

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
        int dilationX) {

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
        int outH = (int) output.size(2);
        int outW = (int) output.size(3);
        int[] padding = ConvolutionPatches.padding(conf, images, outH, outW);
        return new PatchGeometry(
                (int) images.size(1),
                (int) images.size(2),
                (int) images.size(3),
                outH,
                outW,
                kernel[0],
                kernel[1],
                stride[0],
                stride[1],
                padding[0],
                padding[1],
                dilation[0],
                dilation[1]);
    }

    /** Pixels of a patch. */
    int patch() {
        return channels * kernelH * kernelW;
    }

    /** Outputs of a channel. */
    int positions() {
        return outH * outW;
    }
}
