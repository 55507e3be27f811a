/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.parameterized;

import java.util.Arrays;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.util.ConvolutionUtils;
import org.deeplearning4j.util.ValidationUtils;

/**
 * The stock builder of 2-D convolutions with setters that return the builder's own type.
 *
 * @param <T> the builder's own type, for fluent calls
 */
public abstract class Conv2DBuilder<T extends Conv2DBuilder<T>>
        extends ConvolutionLayer.BaseConvBuilder<T> {

    private CNN2DFormat dataFormat = CNN2DFormat.NCHW;
    private CompressedRegularization compressedRegularization = CompressedRegularization.NONE;

    /**
     * Starts a convolution.
     *
     * @param kernelSize kernel height and width
     */
    protected Conv2DBuilder(int... kernelSize) {
        super(kernelSize);
    }

    @Override
    protected boolean allowCausal() {
        return false;
    }

    /**
     * Layout of activations in and out; taken from the network's input type where that is given.
     *
     * @param format NCHW (default, and faster) or NHWC
     * @return this builder
     */
    @SuppressWarnings("unchecked")
    public T dataFormat(CNN2DFormat format) {
        this.dataFormat = format;
        return (T) this;
    }

    /**
     * Layout of activations.
     *
     * @return the format
     */
    protected CNN2DFormat dataFormat() {
        return dataFormat;
    }

    /**
     * Weakens l1, l2 and weight decay on the parameters that a larger weight is made from (default
     * 1: as on all others).
     *
     * @param factor what their coefficients are multiplied by, at least 0
     * @return this builder
     */
    @SuppressWarnings("unchecked")
    public T compressedRegularization(double factor) {
        this.compressedRegularization = new CompressedRegularization(factor, false);
        return (T) this;
    }

    /**
     * How compressed parameters are regularized.
     *
     * @return the setting
     */
    protected CompressedRegularization compressedRegularization() {
        return compressedRegularization;
    }

    @Override
    public void setKernelSize(int[] kernelSize) {
        this.kernelSize = ValidationUtils.validate2NonNegative(kernelSize, false, "kernelSize");
    }

    @Override
    public void setStride(int[] stride) {
        this.stride = ValidationUtils.validate2NonNegative(stride, false, "stride");
    }

    @Override
    public void setPadding(int[] padding) {
        this.padding = ValidationUtils.validate2NonNegative(padding, false, "padding");
    }

    @Override
    public void setDilation(int[] dilation) {
        this.dilation = ValidationUtils.validate2NonNegative(dilation, false, "dilation");
    }

    /** The stock builder's checks. */
    protected void validate() {
        ConvolutionUtils.validateConvolutionModePadding(convolutionMode, padding);
        ConvolutionUtils.validateCnnKernelStridePadding(kernelSize, stride, padding);
        if (dilation[0] < 1 || dilation[1] < 1) {
            throw new IllegalArgumentException(
                    "dilation must be at least 1 on each side, but got "
                            + Arrays.toString(dilation));
        }
    }
}
