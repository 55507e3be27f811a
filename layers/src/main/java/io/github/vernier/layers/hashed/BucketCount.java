/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.hashed;

import java.io.Serializable;
import org.nd4j.shade.jackson.annotation.JsonAutoDetect;

/**
 * How many buckets a weight tensor gets: a number, or a share of its weights.
 *
 * <p>The share is resolved when the number of input channels is known.
 */
@JsonAutoDetect(
        fieldVisibility = JsonAutoDetect.Visibility.ANY,
        getterVisibility = JsonAutoDetect.Visibility.NONE,
        isGetterVisibility = JsonAutoDetect.Visibility.NONE,
        setterVisibility = JsonAutoDetect.Visibility.NONE)
public final class BucketCount implements Serializable {

    private static final long serialVersionUID = 1;

    /** How the value is meant. */
    private enum Kind {
        EXACTLY,
        RATIO,
        DIVISOR
    }

    private Kind kind;
    private double value;

    private BucketCount() {}

    private BucketCount(Kind kind, double value) {
        this.kind = kind;
        this.value = value;
    }

    /**
     * A fixed number.
     *
     * @param buckets at least 1
     * @return the count
     * @throws IllegalArgumentException if there is no bucket
     */
    public static BucketCount exactly(long buckets) {
        if (buckets < 1) {
            throw new IllegalArgumentException("buckets must be at least 1, but got " + buckets);
        }
        return new BucketCount(Kind.EXACTLY, buckets);
    }

    /**
     * A share of the weights, rounded down: {@code floor(ratio * weights)}, at least 1.
     *
     * @param ratio in (0, 1]
     * @return the count
     * @throws IllegalArgumentException if the ratio is outside
     */
    public static BucketCount ratio(double ratio) {
        if (!(ratio > 0 && ratio <= 1)) {
            throw new IllegalArgumentException("ratio must be in (0, 1], but got " + ratio);
        }
        return new BucketCount(Kind.RATIO, ratio);
    }

    /**
     * One n-th of the weights in whole numbers: {@code weights / divisor}, at least 1.
     *
     * @param divisor at least 1; 10 is the published "decimate"
     * @return the count
     * @throws IllegalArgumentException if the divisor is below 1
     */
    public static BucketCount divisor(int divisor) {
        if (divisor < 1) {
            throw new IllegalArgumentException("divisor must be at least 1, but got " + divisor);
        }
        return new BucketCount(Kind.DIVISOR, divisor);
    }

    /**
     * The number of buckets for a tensor.
     *
     * @param weights number of weights
     * @return number of buckets
     */
    public long of(long weights) {
        return switch (kind) {
            case EXACTLY -> (long) value;
            case RATIO -> Math.max(1, (long) (weights * value));
            case DIVISOR -> Math.max(1, weights / (long) value);
        };
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BucketCount that && kind == that.kind && value == that.value;
    }

    @Override
    public int hashCode() {
        return 31 * kind.hashCode() + Double.hashCode(value);
    }

    @Override
    public String toString() {
        return switch (kind) {
            case EXACTLY -> Long.toString((long) value);
            case RATIO -> value + " of the weights";
            case DIVISOR -> "1/" + (long) value + " of the weights";
        };
    }
}
