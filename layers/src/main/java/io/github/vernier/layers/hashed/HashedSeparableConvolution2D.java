/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.hashed;

import io.github.vernier.layers.parameterized.DenseWeight;
import io.github.vernier.layers.parameterized.ParameterizedSeparableConvolution2D;
import io.github.vernier.layers.parameterized.WeightParameterization;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonIgnore;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Depthwise convolution followed by a hashed 1×1 convolution, as one layer.
 *
 * <p>Shapes: {@code [minibatch, nIn, h, w] -> [minibatch, nOut, h', w']}, or NHWC. Parameters: the
 * depthwise weight {@code dW [nIn, 1, kH, kW]} ({@code dBuckets} and, as published, {@code dB
 * [nIn]} if it is hashed too), {@code b [nOut]}, {@code pBuckets [B]}. With a 1×1 kernel there is
 * only the hashed 1×1 convolution.
 *
 * <p>How the sizes count (k² is the kernel's area):
 *
 * <ul>
 *   <li>{@link Builder#budget budget(n)}: n values for both together; the 1×1 gets what the
 *       depthwise weight, k²·nIn, leaves ({@code HalfHashedSeparable}). With {@link
 *       Builder#hashedDepthwise}, n is divided in proportion to the sizes, k²·nIn and nIn·nOut
 *       ({@code HashedSeparable}).
 *   <li>{@link Builder#decimate decimate()}: the budget is a tenth of the full convolution's
 *       weights ({@code SepHashedDecimate}).
 *   <li>{@link Builder#ratio ratio(h)}: the 1×1 gets {@code floor(h·nIn·nOut)} buckets, the
 *       depthwise weight comes on top ({@code SepHashed_h}).
 *   <li>{@link Builder#buckets buckets(n)}: the 1×1 gets n.
 * </ul>
 *
 * <p>Source: BayesWatch/deficient-efficient models/hashed.py, models/blocks.py.
 */
public class HashedSeparableConvolution2D extends ParameterizedSeparableConvolution2D {

    private static final long serialVersionUID = 1;

    /** What {@link #count} counts. */
    private enum Scope {
        /** Both convolutions, out of the full convolution's weights. */
        BUDGET,
        /** The 1×1 convolution alone. */
        POINTWISE
    }

    @JsonProperty private HashOptions hash = new HashOptions();
    @JsonProperty private Scope scope;
    @JsonProperty private BucketCount count;
    @JsonProperty private boolean hashedDepthwise;
    @JsonProperty private HashedWeight depthwiseTable;
    @JsonProperty private HashedWeight pointwiseTable;

    /** For JSON. */
    protected HashedSeparableConvolution2D() {}

    /**
     * Takes a builder's settings.
     *
     * @param builder the builder
     */
    protected HashedSeparableConvolution2D(Builder builder) {
        super(builder);
        if (builder.count == null && builder.pointwiseTable == null) {
            throw new IllegalArgumentException(
                    "Hashed separable convolution: one of buckets, ratio, decimate, budget or tables"
                            + " must be given");
        }
        this.hash = builder.hash.copy();
        this.scope = builder.scope;
        this.count = builder.count;
        this.hashedDepthwise = builder.hashedDepthwise;
        this.depthwiseTable = builder.depthwiseTable;
        this.pointwiseTable = builder.pointwiseTable;
        this.hasBias |= hash.referenceCompatible;
        this.depthwiseBias |= hash.referenceCompatible && hashedDepthwise;
        this.weightInitFn = hash.weightInit(weightInitFn);
        initializeConstraints(builder);
    }

    private long area() {
        return (long) kernelSize[0] * kernelSize[1];
    }

    private boolean countsBoth() {
        return scope == Scope.BUDGET && !isPointwiseOnly();
    }

    /** What both convolutions may have together. */
    private long budget() {
        return count.of(nOut * nIn * area());
    }

    @Override
    @JsonIgnore
    public WeightParameterization getDepthwise() {
        if (depthwiseTable != null) {
            return depthwiseTable;
        }
        if (!hashedDepthwise) {
            return new DenseWeight();
        }
        if (!countsBoth()) {
            return hash.weight(count, 1);
        }
        long g = nIn * area();
        return hash.weight(
                positive("depthwise", (long) ((double) budget() * g / (g + nIn * nOut))), 1);
    }

    @Override
    @JsonIgnore
    public WeightParameterization getPointwise() {
        if (pointwiseTable != null) {
            return pointwiseTable;
        }
        if (count == null) {
            return null;
        }
        if (!countsBoth()) {
            return hash.weight(count, 0);
        }
        long g = nIn * area();
        long p = nIn * nOut;
        long buckets = hashedDepthwise ? (long) ((double) budget() * p / (g + p)) : budget() - g;
        return hash.weight(positive("pointwise", buckets), 0);
    }

    private BucketCount positive(String which, long buckets) {
        if (nIn == 0) {
            return BucketCount.exactly(1);
        }
        if (buckets < 1) {
            throw new IllegalArgumentException(
                    "Layer \""
                            + getLayerName()
                            + "\": a budget of "
                            + budget()
                            + " leaves no bucket for the "
                            + which
                            + " convolution (nIn="
                            + nIn
                            + ", nOut="
                            + nOut
                            + ", kernel "
                            + kernelSize[0]
                            + "x"
                            + kernelSize[1]
                            + "); at least "
                            + (nIn * area() + 1)
                            + " is needed");
        }
        return BucketCount.exactly(buckets);
    }

    @Override
    protected void initializeBias(long fanIn, INDArray bias) {
        hash.initializeBias(getBiasInit(), fanIn, bias);
    }

    @Override
    public HashedSeparableConvolution2D clone() {
        return (HashedSeparableConvolution2D) super.clone();
    }

    @Override
    public boolean equals(Object other) {
        return super.equals(other)
                && other instanceof HashedSeparableConvolution2D that
                && hash.equals(that.hash)
                && scope == that.scope
                && hashedDepthwise == that.hashedDepthwise
                && Objects.equals(count, that.count)
                && Objects.equals(depthwiseTable, that.depthwiseTable)
                && Objects.equals(pointwiseTable, that.pointwiseTable);
    }

    @Override
    protected boolean canEqual(Object other) {
        return other instanceof HashedSeparableConvolution2D;
    }

    @Override
    public int hashCode() {
        return Objects.hash(super.hashCode(), hash, scope, count, hashedDepthwise);
    }

    /**
     * Builder; one of {@link #buckets}, {@link #ratio}, {@link #decimate}, {@link #budget} or
     * {@link #tables} is needed.
     */
    @SuppressWarnings("unchecked")
    public static class Builder extends AbstractBuilder<Builder> implements HashedBuilder<Builder> {

        private final HashOptions hash = new HashOptions();
        private Scope scope = Scope.POINTWISE;
        private BucketCount count;
        private boolean hashedDepthwise;
        private HashedWeight depthwiseTable;
        private HashedWeight pointwiseTable;

        /**
         * Starts a hashed separable convolution.
         *
         * @param kernelSize kernel height and width of the depthwise convolution
         */
        public Builder(int... kernelSize) {
            super(kernelSize);
        }

        private Builder count(Scope scope, BucketCount count) {
            this.scope = scope;
            this.count = count;
            return this;
        }

        @Override
        public Builder buckets(long buckets) {
            return count(Scope.POINTWISE, BucketCount.exactly(buckets));
        }

        @Override
        public Builder ratio(double ratio) {
            return count(Scope.POINTWISE, BucketCount.ratio(ratio));
        }

        @Override
        public Builder decimate() {
            return count(Scope.BUDGET, BucketCount.divisor(10));
        }

        /**
         * Sets what both convolutions have together, biases apart.
         *
         * @param values number of values, at least 1
         * @return this builder
         * @throws IllegalArgumentException if there is none
         */
        public Builder budget(long values) {
            if (values < 1) {
                throw new IllegalArgumentException("budget must be at least 1, but got " + values);
            }
            return count(Scope.BUDGET, BucketCount.exactly(values));
        }

        /**
         * Hashes the depthwise convolution too (default: not).
         *
         * @param hashedDepthwise whether to
         * @return this builder
         */
        public Builder hashedDepthwise(boolean hashedDepthwise) {
            this.hashedDepthwise = hashedDepthwise;
            return this;
        }

        /**
         * Gives the tables instead of a seed, for weights that come from elsewhere.
         *
         * @param depthwise the depthwise table, or null for a dense depthwise weight
         * @param pointwise the pointwise table
         * @return this builder
         */
        public Builder tables(HashedWeight depthwise, HashedWeight pointwise) {
            this.depthwiseTable = depthwise;
            this.hashedDepthwise = depthwise != null;
            this.pointwiseTable = Objects.requireNonNull(pointwise, "pointwise must be given");
            return this;
        }

        @Override
        public HashOptions hash() {
            return hash;
        }

        @Override
        public HashedSeparableConvolution2D build() {
            validate();
            return new HashedSeparableConvolution2D(this);
        }
    }
}
