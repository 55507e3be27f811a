/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.probe;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.util.ConvolutionUtils;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.convolution.Convolution;

/** The patches of images that a convolution multiplies with its kernels. */
public final class ConvolutionPatches {

    private ConvolutionPatches() {}

    /**
     * A layer's input with channels first.
     *
     * @param conf the layer's configuration
     * @param input {@code [N, C, H, W]} or {@code [N, H, W, C]}, as the configuration says
     * @return a view, {@code [N, C, H, W]}
     */
    public static INDArray images(ConvolutionLayer conf, INDArray input) {
        return conf.getCnn2dDataFormat() == CNN2DFormat.NHWC ? input.permute(0, 3, 1, 2) : input;
    }

    /**
     * Cuts images into patches.
     *
     * @param conf the layer's configuration
     * @param images {@code [N, C, H, W]}
     * @param patches overwritten: {@code [N, C, kH, kW, outH, outW]}
     */
    public static void fill(ConvolutionLayer conf, INDArray images, INDArray patches) {
        int[] kernel = conf.getKernelSize();
        int[] stride = conf.getStride();
        int[] dilation = conf.getDilation();
        int[] padding = padding(conf, images, patches.size(4), patches.size(5));
        Convolution.im2col(
                images,
                kernel[0],
                kernel[1],
                stride[0],
                stride[1],
                padding[0],
                padding[1],
                dilation[0],
                dilation[1],
                conf.getConvolutionMode() == ConvolutionMode.Same,
                patches);
    }

    /**
     * Rows and columns of zeros before an image.
     *
     * @param conf the layer's configuration
     * @param images {@code [N, C, H, W]}
     * @param outH rows of the output
     * @param outW columns of the output
     * @return above and left
     */
    public static int[] padding(ConvolutionLayer conf, INDArray images, long outH, long outW) {
        return conf.getConvolutionMode() == ConvolutionMode.Same
                ? ConvolutionUtils.getSameModeTopLeftPadding(
                        new int[] {(int) outH, (int) outW},
                        new int[] {(int) images.size(2), (int) images.size(3)},
                        conf.getKernelSize(),
                        conf.getStride(),
                        conf.getDilation())
                : conf.getPadding();
    }
}
