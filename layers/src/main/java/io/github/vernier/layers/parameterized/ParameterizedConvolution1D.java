/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.parameterized;

import io.github.vernier.layers.cost.CountingRule;
import java.util.Objects;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.InputTypeUtil;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.util.Convolution1DUtils;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Convolution over time whose weight tensor is a function of other parameters: a 2-D convolution of
 * images one pixel wide.
 *
 * <p>Shapes: {@code [minibatch, nIn, t] -> [minibatch, nOut, t']} (NCW) or {@code [minibatch, t,
 * nIn] -> [minibatch, t', nOut]} (NWC). Parameters: {@code b [nOut]} if there is a bias, then those
 * of the {@link WeightParameterization} for {@code [nOut, nIn, k, 1]}. Every option of the stock
 * convolution over time, causal mode included. Masked time steps of the output are zero.
 */
public class ParameterizedConvolution1D extends ParameterizedConvolution2D {

    private static final long serialVersionUID = 1;

    @JsonProperty private RNNFormat rnnDataFormat = RNNFormat.NCW;

    /** For JSON. */
    protected ParameterizedConvolution1D() {}

    /**
     * Takes a builder's settings.
     *
     * @param builder the builder
     */
    protected ParameterizedConvolution1D(AbstractTimeBuilder<?> builder) {
        super(builder);
        this.rnnDataFormat = builder.rnnDataFormat;
    }

    /**
     * Layout of the time series.
     *
     * @return channels before time, or behind
     */
    public RNNFormat getRnnDataFormat() {
        return rnnDataFormat;
    }

    @Override
    public InputType getOutputType(int layerIndex, InputType inputType) {
        InputType.InputTypeRecurrent series = series(inputType);
        long length = series.getTimeSeriesLength();
        return InputType.recurrent(nOut, length < 0 ? -1 : outputLength(length), rnnDataFormat);
    }

    private long outputLength(long length) {
        return Convolution1DUtils.getOutputSize(
                length, kernelSize[0], stride[0], padding[0], convolutionMode, dilation[0]);
    }

    private InputType.InputTypeRecurrent series(InputType inputType) {
        if (inputType instanceof InputType.InputTypeRecurrent series) {
            return series;
        }
        throw new IllegalStateException(
                "Layer \""
                        + getLayerName()
                        + "\": a convolution over time needs time series as input, but gets "
                        + inputType);
    }

    @Override
    public void setNIn(InputType inputType, boolean override) {
        InputType.InputTypeRecurrent series = series(inputType);
        if (nIn <= 0 || override) {
            nIn = series.getSize();
        }
        if (rnnDataFormat == null || override) {
            rnnDataFormat = series.getFormat();
        }
        cnn2dDataFormat = CNN2DFormat.NCHW;
        long length = series.getTimeSeriesLength();
        if (getInputTransform() != null && length > 0) {
            getInputTransform().validate(nIn * length);
        }
        getParameterization().parameters(weightShape());
    }

    @Override
    public InputPreProcessor getPreProcessorForInputType(InputType inputType) {
        return InputTypeUtil.getPreprocessorForInputTypeRnnLayers(
                inputType, rnnDataFormat, getLayerName());
    }

    @Override
    org.deeplearning4j.nn.layers.convolution.ConvolutionLayer implementation(
            NeuralNetConfiguration conf, DataType type) {
        return new TimeConvolutionLayer(conf, type);
    }

    /** Empty unless the length of the series is known: then as the 2-D convolution. */
    @Override
    public long multAdds(InputType input, CountingRule rule) {
        long steps = outputLength(series(input).getTimeSeriesLength());
        return parameterization.multAdds(weightShape(), rule) * steps
                + (hasBias ? rule.convolutionBias(nOut * steps) : 0);
    }

    /** As of the 2-D convolution; a series of unknown length counts as one step. */
    @Override
    public LayerMemoryReport getMemoryReport(InputType inputType) {
        long length = series(inputType).getTimeSeriesLength();
        ParameterizedConvolution2D image =
                new ParameterizedConvolution2D.Builder(parameterization, kernelSize)
                        .stride(stride)
                        .padding(padding)
                        .dilation(dilation)
                        // As many steps come out of a causal convolution.
                        .convolutionMode(
                                convolutionMode == ConvolutionMode.Causal
                                        ? ConvolutionMode.Same
                                        : convolutionMode)
                        .nIn(nIn)
                        .nOut(nOut)
                        .hasBias(hasBias)
                        .build();
        image.setLayerName(layerName);
        image.setIUpdater(iUpdater);
        image.setIDropout(iDropout);
        LayerMemoryReport report =
                image.getMemoryReport(
                        InputType.convolutional(Math.max(length, kernelSize[0]), 1, nIn));
        report.setLayerType(getClass());
        report.setInputType(inputType);
        report.setOutputType(getOutputType(-1, inputType));
        return report;
    }

    @Override
    public ParameterizedConvolution1D clone() {
        return (ParameterizedConvolution1D) super.clone();
    }

    @Override
    public boolean equals(Object other) {
        return super.equals(other)
                && other instanceof ParameterizedConvolution1D that
                && rnnDataFormat == that.rnnDataFormat;
    }

    @Override
    protected boolean canEqual(Object other) {
        return other instanceof ParameterizedConvolution1D;
    }

    @Override
    public int hashCode() {
        return Objects.hash(super.hashCode(), rnnDataFormat);
    }

    /** Builder of a convolution over time with any parameterization. */
    @SuppressWarnings("unchecked")
    public static class Builder extends AbstractTimeBuilder<Builder> {

        private final WeightParameterization parameterization;

        /**
         * Starts a convolution over time.
         *
         * @param parameterization how W is made from θ
         * @param kernelSize kernel length
         */
        public Builder(WeightParameterization parameterization, int kernelSize) {
            super(kernelSize);
            this.parameterization =
                    Objects.requireNonNull(parameterization, "parameterization must be given");
        }

        @Override
        protected WeightParameterization parameterization() {
            return parameterization;
        }

        @Override
        public ParameterizedConvolution1D build() {
            validate();
            return new ParameterizedConvolution1D(this);
        }
    }

    /**
     * What builders of parameterized convolutions over time share; of sizes only the first number
     * counts.
     *
     * @param <T> the builder's own type, for fluent calls
     */
    public abstract static class AbstractTimeBuilder<T extends AbstractTimeBuilder<T>>
            extends AbstractBuilder<T> {

        private RNNFormat rnnDataFormat = RNNFormat.NCW;

        /**
         * Starts a convolution over time.
         *
         * @param kernelSize kernel length
         */
        protected AbstractTimeBuilder(int kernelSize) {
            super(kernelSize, 1);
        }

        @Override
        protected boolean allowCausal() {
            return true;
        }

        @Override
        public void setKernelSize(int[] kernelSize) {
            super.setKernelSize(new int[] {kernelSize[0], 1});
        }

        @Override
        public void setStride(int[] stride) {
            super.setStride(new int[] {stride[0], 1});
        }

        @Override
        public void setPadding(int[] padding) {
            super.setPadding(new int[] {padding[0], 0});
        }

        @Override
        public void setDilation(int[] dilation) {
            super.setDilation(new int[] {dilation[0], 1});
        }

        /**
         * Layout of the time series; taken from the network's input type where that is given.
         *
         * @param format NCW (default) or NWC
         * @return this builder
         */
        @SuppressWarnings("unchecked")
        public T rnnDataFormat(RNNFormat format) {
            this.rnnDataFormat = format;
            return (T) this;
        }
    }
}
