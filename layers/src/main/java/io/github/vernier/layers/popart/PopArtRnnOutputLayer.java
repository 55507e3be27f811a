/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.popart;

import java.util.Objects;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.InputTypeUtil;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * {@link PopArtOutputLayer} for sequences: every time step of every example is one target.
 *
 * <p>{@code [minibatch, nIn, T] -> [minibatch, nOut, T]} (NCW) or {@code [minibatch, T, nIn] ->
 * [minibatch, T, nOut]} (NWC). Masks: for each time step {@code [minibatch, T]} or each output
 * {@code [minibatch, nOut, T]}. With truncated backpropagation through time, statistics move once
 * for each segment.
 */
public class PopArtRnnOutputLayer extends AbstractPopArtOutputLayer {

    private static final long serialVersionUID = 1;

    @JsonProperty private RNNFormat rnnDataFormat;

    /** For JSON. */
    protected PopArtRnnOutputLayer() {}

    /**
     * Takes a builder's settings.
     *
     * @param builder the builder
     */
    protected PopArtRnnOutputLayer(Builder builder) {
        super(builder);
        this.rnnDataFormat = builder.rnnDataFormat;
    }

    /** Order of sizes of activations and labels; null while unknown. */
    public RNNFormat getRnnDataFormat() {
        return rnnDataFormat;
    }

    @Override
    PopArtLayer<?> newLayer(NeuralNetConfiguration conf, DataType type) {
        return new RecurrentPopArtLayer(conf, type);
    }

    @Override
    long positions(InputType input) {
        return recurrent(input).getTimeSeriesLength();
    }

    @Override
    public InputType getOutputType(int layerIndex, InputType inputType) {
        InputType.InputTypeRecurrent in = recurrent(inputType);
        return InputType.recurrent(nOut, in.getTimeSeriesLength(), in.getFormat());
    }

    @Override
    public void setNIn(InputType inputType, boolean override) {
        InputType.InputTypeRecurrent in = recurrent(inputType);
        if (rnnDataFormat == null || override) {
            rnnDataFormat = in.getFormat();
        }
        if (nIn <= 0 || override) {
            nIn = in.getSize();
        }
    }

    private InputType.InputTypeRecurrent recurrent(InputType type) {
        if (type instanceof InputType.InputTypeRecurrent recurrent) {
            return recurrent;
        }
        throw new IllegalStateException(
                "Layer \"" + getLayerName() + "\": expected RNN input, but got " + type);
    }

    @Override
    public InputPreProcessor getPreProcessorForInputType(InputType inputType) {
        return InputTypeUtil.getPreprocessorForInputTypeRnnLayers(
                inputType, rnnDataFormat, getLayerName());
    }

    @Override
    public PopArtRnnOutputLayer clone() {
        return (PopArtRnnOutputLayer) super.clone();
    }

    @Override
    public boolean equals(Object other) {
        return super.equals(other)
                && other instanceof PopArtRnnOutputLayer that
                && rnnDataFormat == that.rnnDataFormat;
    }

    @Override
    public int hashCode() {
        return Objects.hash(super.hashCode(), rnnDataFormat);
    }

    /** Builder of a recurrent head. */
    @SuppressWarnings("unchecked")
    public static class Builder extends AbstractPopArtOutputLayer.Builder<Builder> {

        private RNNFormat rnnDataFormat;

        /** Starts a head with mean squared error. */
        public Builder() {}

        /**
         * Starts a head.
         *
         * @param loss a loss of the difference of output and label
         */
        public Builder(LossFunction loss) {
            lossFunction(loss);
        }

        /**
         * Starts a head.
         *
         * @param loss a loss of the difference of output and label
         */
        public Builder(ILossFunction loss) {
            lossFunction(loss);
        }

        /**
         * Order of sizes of activations and labels.
         *
         * @param format NCW or NWC; by default that of the network's input type, else NCW
         * @return this builder
         */
        public Builder dataFormat(RNNFormat format) {
            this.rnnDataFormat = format;
            return this;
        }

        /**
         * The layer.
         *
         * @throws IllegalArgumentException if the settings contradict each other
         */
        @Override
        public PopArtRnnOutputLayer build() {
            return new PopArtRnnOutputLayer(this);
        }
    }
}
