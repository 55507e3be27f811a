/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.networks;

import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer.BaseConvBuilder;
import org.nd4j.linalg.activations.Activation;

/**
 * The convolution a network asks a {@link ConvFactory} for: square, padded so that stride 1 keeps
 * the size of an odd kernel's input.
 *
 * @param in input channels
 * @param out output channels
 * @param kernel height and width of the kernel
 * @param stride both strides
 * @param dilation distance between neighbours of the kernel, in both directions
 * @param bias whether the network asks for a bias; compact convolutions may have one regardless
 */
public record ConvShape(int in, int out, int kernel, int stride, int dilation, boolean bias) {

    /** Rejects sizes that are not positive. */
    public ConvShape {
        if (in < 1 || out < 1 || kernel < 1 || stride < 1 || dilation < 1) {
            throw new IllegalArgumentException(
                    "Channels, kernel, stride and dilation must be positive, got in="
                            + in
                            + ", out="
                            + out
                            + ", kernel="
                            + kernel
                            + ", stride="
                            + stride
                            + ", dilation="
                            + dilation);
        }
    }

    /**
     * Without dilation and bias.
     *
     * @param in input channels
     * @param out output channels
     * @param kernel height and width of the kernel
     * @param stride both strides
     */
    public ConvShape(int in, int out, int kernel, int stride) {
        this(in, out, kernel, stride, 1, false);
    }

    /**
     * The same with another dilation.
     *
     * @param dilation distance between neighbours of the kernel
     */
    public ConvShape dilated(int dilation) {
        return new ConvShape(in, out, kernel, stride, dilation, bias);
    }

    /** The same with a bias. */
    public ConvShape biased() {
        return new ConvShape(in, out, kernel, stride, dilation, true);
    }

    /** Zeros on each side of the input: {@code dilation * (kernel - 1) / 2}. */
    public int padding() {
        return dilation * (kernel - 1) / 2;
    }

    /** Weights of the full convolution. */
    public long weights() {
        return (long) in * out * kernel * kernel;
    }

    /** Weights of a depthwise convolution followed by a 1x1 convolution. */
    public long separableWeights() {
        return (long) in * kernel * kernel + (long) in * out;
    }

    /**
     * Standard deviation of the initial weights, {@code sqrt(2 / (kernel^2 * out))}: He's for the
     * backward pass, which the reference wide residual networks use.
     */
    public double deviation() {
        return Math.sqrt(2.0 / (kernel * kernel * (double) out));
    }

    /**
     * Tells a layer's builder all of it but kernel and bias: channels, stride, padding, dilation,
     * and that nothing follows.
     *
     * @param builder the builder
     * @param <T> its type
     * @return the builder
     */
    public <T extends BaseConvBuilder<T>> T applyTo(BaseConvBuilder<T> builder) {
        return builder.nIn(in)
                .nOut(out)
                .stride(stride, stride)
                .padding(padding(), padding())
                .dilation(dilation, dilation)
                .convolutionMode(ConvolutionMode.Truncate)
                .activation(Activation.IDENTITY);
    }
}
