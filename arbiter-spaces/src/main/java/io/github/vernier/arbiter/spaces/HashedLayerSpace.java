/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces;

import io.github.vernier.layers.hashed.BucketCount;
import io.github.vernier.layers.hashed.HashFunction;
import io.github.vernier.layers.hashed.HashedBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.FixedValue;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;

/**
 * What spaces of hashed convolutions share: the hash and the number of buckets.
 *
 * @param <L> the layer
 */
public abstract class HashedLayerSpace<L extends ConvolutionLayer> extends Conv2DLayerSpace<L> {

    private ParameterSpace<Double> ratio;
    private ParameterSpace<Integer> buckets;
    private ParameterSpace<Boolean> decimate;
    private ParameterSpace<Boolean> signed;
    private ParameterSpace<Integer> hashSeed;
    private ParameterSpace<HashFunction> hashFunction;
    private ParameterSpace<Boolean> referenceCompatible;

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
    }

    /**
     * Sets the options of the hash.
     *
     * @param layer the layer's builder
     * @param values the candidate's coordinates
     */
    final void setHashOptions(HashedBuilder<?> layer, double[] values) {
        set(ratio, values, layer::ratio);
        set(buckets, values, n -> layer.buckets(n));
        set(decimate, values, chosen -> layer.decimate());
        set(hashSeed, values, seed -> layer.hashSeed(seed));
        set(hashFunction, values, layer::hashFunction);
        set(referenceCompatible, values, layer::referenceCompatible);
        boolean asPublished = referenceCompatible != null && referenceCompatible.getValue(values);
        if (!asPublished) {
            set(signed, values, layer::signed);
        }
    }

    /**
     * What builders of spaces of hashed convolutions share.
     *
     * @param <T> the builder's own type, for fluent calls
     */
    @SuppressWarnings("unchecked")
    public abstract static class Builder<T extends Builder<T>> extends Conv2DLayerSpace.Builder<T> {

        private ParameterSpace<Double> ratio;
        private ParameterSpace<Integer> buckets;
        private ParameterSpace<Boolean> decimate;
        private ParameterSpace<Boolean> signed;
        private ParameterSpace<Integer> hashSeed;
        private ParameterSpace<HashFunction> hashFunction;
        private ParameterSpace<Boolean> referenceCompatible;

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

        @Override
        protected void validate() {
            super.validate();
            List<String> given = new ArrayList<>(sizes().keySet());
            given.removeIf(name -> sizes().get(name) == null);
            if (given.size() != 1) {
                throw new IllegalArgumentException(
                        "Exactly one of " + sizes().keySet() + " must be given, but got " + given);
            }
            Extremes.of(ratio, Double.class).forEach(BucketCount::ratio);
            atLeast(1, "buckets", buckets);
            if (isFixedTrue(signed) && isFixedTrue(referenceCompatible)) {
                throw new IllegalArgumentException(
                        "signed(true) and referenceCompatible(true) exclude each other: the"
                                + " published code has no sign hash");
            }
        }

        private static boolean isFixedTrue(ParameterSpace<Boolean> option) {
            return option instanceof FixedValue && option.getValue(new double[0]);
        }
    }
}
