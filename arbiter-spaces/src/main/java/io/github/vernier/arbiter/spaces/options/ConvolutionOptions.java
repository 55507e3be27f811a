/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces.options;

import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;

/**
 * Options of the stock convolution.
 *
 * @param <T> the builder's own type, for fluent calls
 */
public interface ConvolutionOptions<T> extends OptionBuilder<T> {

    /**
     * Fixes the kernel; needed.
     *
     * @param kernelSize height and width, at least 1
     * @return this builder
     */
    default T kernelSize(int... kernelSize) {
        return option("kernelSize", int[].class, kernelSize);
    }

    /**
     * Searches the kernel; needed.
     *
     * @param kernelSize height and width, at least 1
     * @return this builder
     */
    default T kernelSize(ParameterSpace<int[]> kernelSize) {
        return option("kernelSize", int[].class, kernelSize);
    }

    /**
     * Fixes the stride.
     *
     * @param stride vertical and horizontal, at least 1
     * @return this builder
     */
    default T stride(int... stride) {
        return option("stride", int[].class, stride);
    }

    /**
     * Searches the stride.
     *
     * @param stride vertical and horizontal, at least 1
     * @return this builder
     */
    default T stride(ParameterSpace<int[]> stride) {
        return option("stride", int[].class, stride);
    }

    /**
     * Fixes the padding; no effect where the convolution mode is Same, which pads by itself.
     *
     * @param padding rows and columns on each side, at least 0
     * @return this builder
     */
    default T padding(int... padding) {
        return option("padding", int[].class, padding);
    }

    /**
     * Searches the padding; no effect where the convolution mode is Same, which pads by itself.
     *
     * @param padding rows and columns on each side, at least 0
     * @return this builder
     */
    default T padding(ParameterSpace<int[]> padding) {
        return option("padding", int[].class, padding);
    }

    /**
     * Fixes the dilation.
     *
     * @param dilation vertical and horizontal, at least 1
     * @return this builder
     */
    default T dilation(int... dilation) {
        return option("dilation", int[].class, dilation);
    }

    /**
     * Searches the dilation.
     *
     * @param dilation vertical and horizontal, at least 1
     * @return this builder
     */
    default T dilation(ParameterSpace<int[]> dilation) {
        return option("dilation", int[].class, dilation);
    }

    /**
     * Fixes how borders are treated.
     *
     * @param convolutionMode any but Causal, which is for 1-D convolutions
     * @return this builder
     */
    default T convolutionMode(ConvolutionMode convolutionMode) {
        return option("convolutionMode", ConvolutionMode.class, convolutionMode);
    }

    /**
     * Searches how borders are treated.
     *
     * @param convolutionMode any but Causal, which is for 1-D convolutions
     * @return this builder
     */
    default T convolutionMode(ParameterSpace<ConvolutionMode> convolutionMode) {
        return option("convolutionMode", ConvolutionMode.class, convolutionMode);
    }

    /**
     * Fixes whether the layer has a bias.
     *
     * @param hasBias whether it has one
     * @return this builder
     */
    default T hasBias(boolean hasBias) {
        return option("hasBias", Boolean.class, hasBias);
    }

    /**
     * Searches whether the layer has a bias.
     *
     * @param hasBias whether it has one
     * @return this builder
     */
    default T hasBias(ParameterSpace<Boolean> hasBias) {
        return option("hasBias", Boolean.class, hasBias);
    }

    /**
     * Fixes the layout of activations; a network's input type wins over it.
     *
     * @param dataFormat NCHW or NHWC
     * @return this builder
     */
    default T dataFormat(CNN2DFormat dataFormat) {
        return option("dataFormat", CNN2DFormat.class, dataFormat);
    }

    /**
     * Searches the layout of activations; a network's input type wins over it.
     *
     * @param dataFormat NCHW or NHWC
     * @return this builder
     */
    default T dataFormat(ParameterSpace<CNN2DFormat> dataFormat) {
        return option("dataFormat", CNN2DFormat.class, dataFormat);
    }

    /**
     * Fixes what l1, l2 and weight decay are multiplied by on the parameters that a larger weight
     * is made from.
     *
     * @param compressedRegularization at least 0
     * @return this builder
     */
    default T compressedRegularization(double compressedRegularization) {
        return option("compressedRegularization", Double.class, compressedRegularization);
    }

    /**
     * Searches what l1, l2 and weight decay are multiplied by on the parameters that a larger
     * weight is made from.
     *
     * @param compressedRegularization at least 0
     * @return this builder
     */
    default T compressedRegularization(ParameterSpace<Double> compressedRegularization) {
        return option("compressedRegularization", Double.class, compressedRegularization);
    }
}
