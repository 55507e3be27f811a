/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces;

import io.github.vernier.layers.parameterized.Conv2DBuilder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.deeplearning4j.arbiter.layers.FeedForwardLayerSpace;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.FixedValue;
import org.deeplearning4j.arbiter.optimize.parameter.discrete.DiscreteParameterSpace;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.weightnoise.IWeightNoise;
import org.deeplearning4j.util.ConvolutionUtils;

/**
 * What spaces of 2-D convolutions share: the options of the stock convolution.
 *
 * <p>Every option is a parameter space; one that is not given keeps the layer's default. See the
 * package's description for the rules.
 *
 * @param <L> the layer
 */
public abstract class Conv2DLayerSpace<L extends ConvolutionLayer>
        extends FeedForwardLayerSpace<L> {

    private ParameterSpace<int[]> kernelSize;
    private ParameterSpace<int[]> stride;
    private ParameterSpace<int[]> padding;
    private ParameterSpace<int[]> dilation;
    private ParameterSpace<ConvolutionMode> convolutionMode;
    private ParameterSpace<Boolean> hasBias;
    private ParameterSpace<CNN2DFormat> dataFormat;

    /** For JSON. */
    protected Conv2DLayerSpace() {}

    /**
     * Takes a builder's options.
     *
     * @param builder the builder, already validated
     */
    protected Conv2DLayerSpace(Builder<?> builder) {
        super(builder);
        this.kernelSize = builder.kernelSize;
        this.stride = builder.stride;
        this.padding = builder.padding;
        this.dilation = builder.dilation;
        this.convolutionMode = builder.convolutionMode;
        this.hasBias = builder.hasBias;
        this.dataFormat = builder.dataFormat;
    }

    /**
     * Hands the value of an option to a setter, unless the option is not given.
     *
     * @param space the option, or null
     * @param values the candidate's coordinates
     * @param setter takes the value
     * @param <T> type of the option
     */
    protected static <T> void set(ParameterSpace<T> space, double[] values, Consumer<T> setter) {
        if (space != null) {
            setter.accept(space.getValue(values));
        }
    }

    /**
     * Sets the options of the convolution and everything inherited.
     *
     * @param builder the layer's builder
     * @param values the candidate's coordinates
     */
    protected void setConvolutionOptions(Conv2DBuilder<?> builder, double[] values) {
        setLayerOptionsBuilder(builder, values);
        set(kernelSize, values, builder::kernelSize);
        set(stride, values, builder::stride);
        set(dilation, values, builder::dilation);
        set(hasBias, values, builder::hasBias);
        set(dataFormat, values, builder::dataFormat);
        set(convolutionMode, values, builder::convolutionMode);
        boolean same =
                convolutionMode != null && convolutionMode.getValue(values) == ConvolutionMode.Same;
        if (!same) {
            set(padding, values, builder::padding);
        }
    }

    @Override
    protected String toString(String delimiter) {
        Map<String, ?> options = getNestedSpaces();
        return options.entrySet().stream()
                .map(option -> option.getKey() + ": " + option.getValue())
                .collect(Collectors.joining(delimiter, getClass().getSimpleName() + "(", ")"));
    }

    /** The options by name; choices as text, since arrays among their values are never equal. */
    private Map<String, Object> comparable() {
        Map<String, Object> options = new HashMap<>(getNestedSpaces());
        options.replaceAll(
                (name, space) ->
                        space instanceof DiscreteParameterSpace ? space.toString() : space);
        return options;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Conv2DLayerSpace<?> that
                && getClass() == that.getClass()
                && super.equals(that)
                && comparable().equals(that.comparable());
    }

    @Override
    protected boolean canEqual(Object other) {
        return other instanceof Conv2DLayerSpace;
    }

    @Override
    public int hashCode() {
        return Objects.hash(super.hashCode(), comparable());
    }

    /**
     * What builders of spaces of 2-D convolutions share.
     *
     * @param <T> the builder's own type, for fluent calls
     */
    @SuppressWarnings("unchecked")
    public abstract static class Builder<T extends Builder<T>>
            extends FeedForwardLayerSpace.Builder<T> {

        private ParameterSpace<int[]> kernelSize;
        private ParameterSpace<int[]> stride;
        private ParameterSpace<int[]> padding;
        private ParameterSpace<int[]> dilation;
        private ParameterSpace<ConvolutionMode> convolutionMode;
        private ParameterSpace<Boolean> hasBias;
        private ParameterSpace<CNN2DFormat> dataFormat;

        /** Starts with every option at the layer's default. */
        protected Builder() {}

        /**
         * Fixes what {@link #kernelSize(ParameterSpace)} searches.
         *
         * @param kernelSize height and width, at least 1
         * @return this builder
         */
        public T kernelSize(int... kernelSize) {
            return kernelSize(new PlainValue<>(kernelSize));
        }

        /**
         * Searches the kernel; needed.
         *
         * @param kernelSize height and width, at least 1
         * @return this builder
         */
        public T kernelSize(ParameterSpace<int[]> kernelSize) {
            this.kernelSize = PlainValue.ifSingle(kernelSize);
            return (T) this;
        }

        /**
         * Fixes what {@link #stride(ParameterSpace)} searches.
         *
         * @param stride vertical and horizontal, at least 1
         * @return this builder
         */
        public T stride(int... stride) {
            return stride(new PlainValue<>(stride));
        }

        /**
         * Searches the stride.
         *
         * @param stride vertical and horizontal, at least 1
         * @return this builder
         */
        public T stride(ParameterSpace<int[]> stride) {
            this.stride = PlainValue.ifSingle(stride);
            return (T) this;
        }

        /**
         * Fixes what {@link #padding(ParameterSpace)} searches.
         *
         * @param padding rows and columns on each side, at least 0
         * @return this builder
         */
        public T padding(int... padding) {
            return padding(new PlainValue<>(padding));
        }

        /**
         * Searches the padding; has no effect where the convolution mode is Same, which pads by
         * itself.
         *
         * @param padding rows and columns on each side, at least 0
         * @return this builder
         */
        public T padding(ParameterSpace<int[]> padding) {
            this.padding = PlainValue.ifSingle(padding);
            return (T) this;
        }

        /**
         * Fixes what {@link #dilation(ParameterSpace)} searches.
         *
         * @param dilation vertical and horizontal, at least 1
         * @return this builder
         */
        public T dilation(int... dilation) {
            return dilation(new PlainValue<>(dilation));
        }

        /**
         * Searches the dilation.
         *
         * @param dilation vertical and horizontal, at least 1
         * @return this builder
         */
        public T dilation(ParameterSpace<int[]> dilation) {
            this.dilation = PlainValue.ifSingle(dilation);
            return (T) this;
        }

        /**
         * Fixes what {@link #convolutionMode(ParameterSpace)} searches.
         *
         * @param convolutionMode any but Causal, which is for 1-D convolutions
         * @return this builder
         */
        public T convolutionMode(ConvolutionMode convolutionMode) {
            return convolutionMode(new PlainValue<>(convolutionMode));
        }

        /**
         * Searches how borders are treated.
         *
         * @param convolutionMode any but Causal, which is for 1-D convolutions
         * @return this builder
         */
        public T convolutionMode(ParameterSpace<ConvolutionMode> convolutionMode) {
            this.convolutionMode = PlainValue.ifSingle(convolutionMode);
            return (T) this;
        }

        /**
         * Fixes what {@link #hasBias(ParameterSpace)} searches.
         *
         * @param hasBias whether it has one
         * @return this builder
         */
        public T hasBias(boolean hasBias) {
            return hasBias(new PlainValue<>(hasBias));
        }

        /**
         * Searches whether the layer has a bias.
         *
         * @param hasBias whether it has one
         * @return this builder
         */
        public T hasBias(ParameterSpace<Boolean> hasBias) {
            this.hasBias = PlainValue.ifSingle(hasBias);
            return (T) this;
        }

        /**
         * Fixes what {@link #dataFormat(ParameterSpace)} searches.
         *
         * @param dataFormat NCHW or NHWC
         * @return this builder
         */
        public T dataFormat(CNN2DFormat dataFormat) {
            return dataFormat(new PlainValue<>(dataFormat));
        }

        /**
         * Searches the layout of activations; a network's input type wins over it.
         *
         * @param dataFormat NCHW or NHWC
         * @return this builder
         */
        public T dataFormat(ParameterSpace<CNN2DFormat> dataFormat) {
            this.dataFormat = PlainValue.ifSingle(dataFormat);
            return (T) this;
        }

        @Override
        public T dropOut(ParameterSpace<Double> keep) {
            return iDropOut(new DropoutProbabilitySpace(keep));
        }

        /**
         * Fixes the noise on the weights.
         *
         * @param noise the noise
         * @return this builder
         */
        public T weightNoise(IWeightNoise noise) {
            return weightNoise(new FixedValue<>(noise));
        }

        /**
         * Searches the noise on the weights, for which Arbiter has a field but no setter.
         *
         * @param noise the noise
         * @return this builder
         */
        public T weightNoise(ParameterSpace<IWeightNoise> noise) {
            this.weightNoise = noise;
            return (T) this;
        }

        /**
         * Checks all that can be known before the search: a space which throws in a whole region
         * would make Arbiter's runner spin for ever.
         *
         * @throws IllegalArgumentException if an option is missing or a value out of range, or two
         *     fixed options exclude each other
         */
        protected void validate() {
            if (kernelSize == null) {
                throw new IllegalArgumentException("kernelSize must be given");
            }
            sizesAtLeast(1, "kernelSize", kernelSize);
            sizesAtLeast(1, "stride", stride);
            sizesAtLeast(0, "padding", padding);
            sizesAtLeast(1, "dilation", dilation);
            validateModes();
        }

        private void validateModes() {
            List<ConvolutionMode> modes = Extremes.of(convolutionMode, ConvolutionMode.class);
            if (modes.contains(ConvolutionMode.Causal)) {
                throw new IllegalArgumentException(
                        "convolutionMode must not be Causal, which is for 1-D convolutions; got "
                                + modes);
            }
            if (modes.size() == 1 && padding instanceof FixedValue) {
                ConvolutionUtils.validateConvolutionModePadding(
                        modes.get(0), padding.getValue(new double[0]));
            }
        }

        /**
         * Checks that no value of an option is too small.
         *
         * @param least the smallest that is valid
         * @param name name of the option
         * @param option the option, or null
         * @throws IllegalArgumentException if one is
         */
        protected static void atLeast(int least, String name, ParameterSpace<Integer> option) {
            for (int value : Extremes.of(option, Integer.class)) {
                if (value < least) {
                    throw new IllegalArgumentException(
                            name
                                    + " must be at least "
                                    + least
                                    + ", but "
                                    + option
                                    + " allows "
                                    + value);
                }
            }
        }

        private static void sizesAtLeast(int least, String name, ParameterSpace<int[]> option) {
            for (int[] size : Extremes.of(option, int[].class)) {
                if (size.length != 2 || Arrays.stream(size).min().getAsInt() < least) {
                    throw new IllegalArgumentException(
                            name
                                    + " must be two numbers, at least "
                                    + least
                                    + " each, but "
                                    + option
                                    + " allows "
                                    + Arrays.toString(size));
                }
            }
        }
    }
}
