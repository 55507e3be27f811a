/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces;

import io.github.vernier.layers.hashed.BucketCount;
import io.github.vernier.layers.hashed.HashFunction;
import io.github.vernier.layers.parameterized.Conv2DBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
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
 * What spaces of hashed convolutions share: the convolution, the hash, and their rules.
 *
 * <p>Every option is a parameter space; one that is not given keeps the layer's default. See the
 * package's description for the rules.
 *
 * @param <L> the layer
 */
public abstract class HashedLayerSpace<L extends ConvolutionLayer>
        extends FeedForwardLayerSpace<L> {

    private ParameterSpace<Double> ratio;
    private ParameterSpace<Integer> buckets;
    private ParameterSpace<Boolean> decimate;
    private ParameterSpace<Boolean> signed;
    private ParameterSpace<Integer> hashSeed;
    private ParameterSpace<HashFunction> hashFunction;
    private ParameterSpace<Boolean> referenceCompatible;
    private ParameterSpace<int[]> kernelSize;
    private ParameterSpace<int[]> stride;
    private ParameterSpace<int[]> padding;
    private ParameterSpace<int[]> dilation;
    private ParameterSpace<ConvolutionMode> convolutionMode;
    private ParameterSpace<Boolean> hasBias;
    private ParameterSpace<CNN2DFormat> dataFormat;

    /** For JSON. */
    protected HashedLayerSpace() {}

    /**
     * Takes a builder's options.
     *
     * @param builder the builder, already validated
     */
    protected HashedLayerSpace(Builder<?> builder) {
        super(builder);
        this.ratio = builder.ratio;
        this.buckets = builder.buckets;
        this.decimate = builder.decimate;
        this.signed = builder.signed;
        this.hashSeed = builder.hashSeed;
        this.hashFunction = builder.hashFunction;
        this.referenceCompatible = builder.referenceCompatible;
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

    /**
     * Sets the options of the hash.
     *
     * @param setters those of the layer's builder
     * @param values the candidate's coordinates
     */
    final void setHashOptions(HashSetters setters, double[] values) {
        set(ratio, values, setters.ratio());
        set(buckets, values, setters.buckets());
        set(decimate, values, chosen -> setters.decimate().run());
        set(hashSeed, values, setters.hashSeed());
        set(hashFunction, values, setters.hashFunction());
        set(referenceCompatible, values, setters.referenceCompatible());
        boolean asPublished = referenceCompatible != null && referenceCompatible.getValue(values);
        if (!asPublished) {
            set(signed, values, setters.signed());
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
        return other instanceof HashedLayerSpace<?> that
                && getClass() == that.getClass()
                && super.equals(that)
                && comparable().equals(that.comparable());
    }

    @Override
    protected boolean canEqual(Object other) {
        return other instanceof HashedLayerSpace;
    }

    @Override
    public int hashCode() {
        return Objects.hash(super.hashCode(), comparable());
    }

    /**
     * What builders of spaces of hashed convolutions share.
     *
     * @param <T> the builder's own type, for fluent calls
     */
    @SuppressWarnings("unchecked")
    public abstract static class Builder<T extends Builder<T>>
            extends FeedForwardLayerSpace.Builder<T> {

        private ParameterSpace<Double> ratio;
        private ParameterSpace<Integer> buckets;
        private ParameterSpace<Boolean> decimate;
        private ParameterSpace<Boolean> signed;
        private ParameterSpace<Integer> hashSeed;
        private ParameterSpace<HashFunction> hashFunction;
        private ParameterSpace<Boolean> referenceCompatible;
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
         * Fixes what {@link #ratio(ParameterSpace)} searches.
         *
         * @param ratio in (0, 1]
         * @return this builder
         */
        public T ratio(double ratio) {
            return ratio(new PlainValue<>(ratio));
        }

        /**
         * Searches the number of buckets as a share of the weights.
         *
         * @param ratio in (0, 1]
         * @return this builder
         */
        public T ratio(ParameterSpace<Double> ratio) {
            this.ratio = PlainValue.ifSingle(ratio);
            return (T) this;
        }

        /**
         * Fixes what {@link #buckets(ParameterSpace)} searches.
         *
         * @param buckets at least 1; more than the layer has weights fails when the network is made
         * @return this builder
         */
        public T buckets(int buckets) {
            return buckets(new PlainValue<>(buckets));
        }

        /**
         * Searches the number of buckets.
         *
         * @param buckets at least 1; more than the layer has weights fails when the network is made
         * @return this builder
         */
        public T buckets(ParameterSpace<Integer> buckets) {
            this.buckets = PlainValue.ifSingle(buckets);
            return (T) this;
        }

        /**
         * Fixes the size to a tenth of the weights, as published.
         *
         * @return this builder
         */
        public T decimate() {
            this.decimate = new PlainValue<>(true);
            return (T) this;
        }

        /**
         * Fixes what {@link #signed(ParameterSpace)} searches.
         *
         * @param signed whether weights have signs
         * @return this builder
         */
        public T signed(boolean signed) {
            return signed(new PlainValue<>(signed));
        }

        /**
         * Searches whether weights also get a sign from the hash; has no effect where {@code
         * referenceCompatible} is true, since the published code has none.
         *
         * @param signed whether weights have signs
         * @return this builder
         */
        public T signed(ParameterSpace<Boolean> signed) {
            this.signed = PlainValue.ifSingle(signed);
            return (T) this;
        }

        /**
         * Fixes what {@link #hashSeed(ParameterSpace)} searches.
         *
         * @param hashSeed any number
         * @return this builder
         */
        public T hashSeed(int hashSeed) {
            return hashSeed(new PlainValue<>(hashSeed));
        }

        /**
         * Searches what the index tables are derived from.
         *
         * @param hashSeed any number
         * @return this builder
         */
        public T hashSeed(ParameterSpace<Integer> hashSeed) {
            this.hashSeed = PlainValue.ifSingle(hashSeed);
            return (T) this;
        }

        /**
         * Fixes what {@link #hashFunction(ParameterSpace)} searches.
         *
         * @param hashFunction the hash
         * @return this builder
         */
        public T hashFunction(HashFunction hashFunction) {
            return hashFunction(new PlainValue<>(hashFunction));
        }

        /**
         * Searches the hash.
         *
         * @param hashFunction the hash
         * @return this builder
         */
        public T hashFunction(ParameterSpace<HashFunction> hashFunction) {
            this.hashFunction = PlainValue.ifSingle(hashFunction);
            return (T) this;
        }

        /**
         * Fixes what {@link #referenceCompatible(ParameterSpace)} searches.
         *
         * @param referenceCompatible whether to
         * @return this builder
         */
        public T referenceCompatible(boolean referenceCompatible) {
            return referenceCompatible(new PlainValue<>(referenceCompatible));
        }

        /**
         * Searches whether to do as the published code does, quirks included.
         *
         * @param referenceCompatible whether to
         * @return this builder
         */
        public T referenceCompatible(ParameterSpace<Boolean> referenceCompatible) {
            this.referenceCompatible = PlainValue.ifSingle(referenceCompatible);
            return (T) this;
        }

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
         * The options that give the layer its size, by name; exactly one must be given.
         *
         * @return the options, null where not given
         */
        protected Map<String, ParameterSpace<?>> sizes() {
            Map<String, ParameterSpace<?>> sizes = new TreeMap<>();
            sizes.put("ratio", ratio);
            sizes.put("buckets", buckets);
            sizes.put("decimate", decimate);
            return sizes;
        }

        /**
         * Checks all that can be known before the search: a space which throws in a whole region
         * would make Arbiter's runner spin for ever.
         *
         * @throws IllegalArgumentException if the kernel or the size is missing, a value is out of
         *     range, or two fixed options exclude each other
         */
        protected void validate() {
            List<String> given = new ArrayList<>(sizes().keySet());
            given.removeIf(name -> sizes().get(name) == null);
            if (given.size() != 1) {
                throw new IllegalArgumentException(
                        "Exactly one of " + sizes().keySet() + " must be given, but got " + given);
            }
            if (kernelSize == null) {
                throw new IllegalArgumentException("kernelSize must be given");
            }
            Extremes.of(ratio, Double.class).forEach(BucketCount::ratio);
            atLeast(1, "buckets", buckets);
            sizesAtLeast(1, "kernelSize", kernelSize);
            sizesAtLeast(1, "stride", stride);
            sizesAtLeast(0, "padding", padding);
            sizesAtLeast(1, "dilation", dilation);
            validateModes();
            if (isFixedTrue(signed) && isFixedTrue(referenceCompatible)) {
                throw new IllegalArgumentException(
                        "signed(true) and referenceCompatible(true) exclude each other: the"
                                + " published code has no sign hash");
            }
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

        private static boolean isFixedTrue(ParameterSpace<Boolean> option) {
            return option instanceof FixedValue && option.getValue(new double[0]);
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
