/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.hashed;

import io.github.vernier.layers.parameterized.ParameterizedConvolution2D;
import io.github.vernier.layers.parameterized.WeightParameterization;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonIgnore;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * 2-D convolution whose weights share B buckets: {@code W[j] = sign(j) · buckets[index(j)]}.
 *
 * <p>Shapes: {@code [minibatch, nIn, h, w] -> [minibatch, nOut, h', w']}, or NHWC. Parameters:
 * {@code b [nOut]} (if there is a bias), {@code buckets [B]}. Every option of the stock
 * convolution, plus groups. Weight initialisation is the layer's, with the fan of the full tensor,
 * so that W has the variance of the stock layer's weight.
 *
 * <p>Source: arXiv 1504.04788; BayesWatch/deficient-efficient models/hashed.py {@code
 * HashedConv2d}; {@link Builder#decimate()} is {@code HashedDecimate}, {@link Builder#ratio} is
 * {@code Hashed_h}.
 */
public class HashedConvolution2D extends ParameterizedConvolution2D {

    private static final long serialVersionUID = 1;

    @JsonProperty private HashOptions hash = new HashOptions();

    /** For JSON. */
    protected HashedConvolution2D() {}

    /**
     * Takes a builder's settings.
     *
     * @param builder the builder
     */
    protected HashedConvolution2D(Builder builder) {
        super(builder);
        this.hash = builder.hash.copy();
        this.hasBias |= hash.referenceCompatible;
        this.weightInitFn = hash.weightInit(weightInitFn);
    }

    @Override
    public HashedWeight getParameterization() {
        return (HashedWeight) parameterization;
    }

    /**
     * Number of buckets, known once nIn is.
     *
     * @return B
     */
    @JsonIgnore
    public long getBuckets() {
        return getParameterization().buckets(weightShape());
    }

    @Override
    protected void initializeBias(INDArray bias) {
        hash.initializeBias(getBiasInit(), weightShape().fanIn(), bias);
    }

    @Override
    public HashedConvolution2D clone() {
        return (HashedConvolution2D) super.clone();
    }

    @Override
    public boolean equals(Object other) {
        return super.equals(other)
                && other instanceof HashedConvolution2D that
                && hash.equals(that.hash);
    }

    @Override
    protected boolean canEqual(Object other) {
        return other instanceof HashedConvolution2D;
    }

    @Override
    public int hashCode() {
        return Objects.hash(super.hashCode(), hash);
    }

    /**
     * Builder; one of {@link #buckets}, {@link #ratio}, {@link #decimate} or {@link #table} is
     * needed.
     */
    @SuppressWarnings("unchecked")
    public static class Builder extends AbstractBuilder<Builder> implements HashedBuilder<Builder> {

        private final HashOptions hash = new HashOptions();
        private BucketCount count;
        private HashedWeight table;

        /**
         * Starts a hashed convolution.
         *
         * @param kernelSize kernel height and width
         */
        public Builder(int... kernelSize) {
            super(kernelSize);
        }

        @Override
        public Builder buckets(long buckets) {
            this.count = BucketCount.exactly(buckets);
            return this;
        }

        @Override
        public Builder ratio(double ratio) {
            this.count = BucketCount.ratio(ratio);
            return this;
        }

        @Override
        public Builder decimate() {
            this.count = BucketCount.divisor(10);
            return this;
        }

        /**
         * Gives the index table instead of a seed, for weights that come from elsewhere.
         *
         * @param buckets number of buckets
         * @param indices the bucket of each weight, C order of {@code [nOut, nIn / groups, kH, kW]}
         * @param signs +1 or −1 for each weight, or null
         * @return this builder
         */
        public Builder table(long buckets, int[] indices, int[] signs) {
            this.table = HashedWeight.table(buckets, indices, signs);
            return this;
        }

        @Override
        public HashOptions hash() {
            return hash;
        }

        @Override
        protected WeightParameterization parameterization() {
            return table != null ? table : hash.weight(count, 0);
        }

        @Override
        public HashedConvolution2D build() {
            validate();
            return new HashedConvolution2D(this);
        }
    }
}
