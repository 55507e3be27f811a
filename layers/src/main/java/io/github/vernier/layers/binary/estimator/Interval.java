/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary.estimator;

import io.github.vernier.layers.memory.HostMemory;
import java.io.Serializable;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * An interval of numbers; as a gradient, 1 inside and 0 outside.
 *
 * @param from lower end, may be −∞
 * @param to upper end, not below {@code from}, may be +∞
 * @param bounds whether the ends belong to it
 */
public record Interval(
        @JsonProperty("from") double from,
        @JsonProperty("to") double to,
        @JsonProperty("bounds") Bounds bounds)
        implements Serializable {

    /** Everything but NaN. */
    public static final Interval EVERYWHERE =
            closed(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    /**
     * Checks the ends.
     *
     * @throws IllegalArgumentException if there is no such interval
     */
    public Interval {
        if (!(from <= to)) {
            throw new IllegalArgumentException(
                    "Interval must go up, but is from " + from + " to " + to);
        }
    }

    /**
     * With its end points.
     *
     * @param from lower end
     * @param to upper end
     * @return {@code [from, to]}
     */
    public static Interval closed(double from, double to) {
        return new Interval(from, to, Bounds.INCLUSIVE);
    }

    /**
     * Without its end points.
     *
     * @param from lower end
     * @param to upper end
     * @return {@code (from, to)}
     */
    public static Interval open(double from, double to) {
        return new Interval(from, to, Bounds.EXCLUSIVE);
    }

    /**
     * Whether a number is inside.
     *
     * @param x any number
     * @return false for NaN
     */
    public boolean contains(double x) {
        return x >= lowest() && x <= highest();
    }

    /**
     * Sets a gradient to zero where x is outside.
     *
     * @param x any array
     * @param gradient of the same shape and type
     * @return {@code gradient}
     */
    public INDArray mask(INDArray x, INDArray gradient) {
        if (equals(EVERYWHERE)) {
            return gradient;
        }
        if (!Loops.onHost(x, gradient)) {
            INDArray inside =
                    bounds == Bounds.INCLUSIVE
                            ? x.gte(from).castTo(x.dataType()).muli(x.lte(to).castTo(x.dataType()))
                            : x.gt(from).castTo(x.dataType()).muli(x.lt(to).castTo(x.dataType()));
            return gradient.muli(inside);
        }
        if (x.dataType() == DataType.FLOAT) {
            mask(HostMemory.floats(x), HostMemory.floats(gradient));
        } else {
            mask(HostMemory.doubles(x), HostMemory.doubles(gradient));
        }
        return gradient;
    }

    /**
     * Without branches: signs of weights are as good as random, and guessing them wrong is slow.
     */
    private void mask(FloatBuffer x, FloatBuffer gradient) {
        float low = lowestFloat();
        float high = highestFloat();
        for (int i = 0, n = x.limit(); i < n; i++) {
            float v = x.get(i);
            int inside = (v >= low ? 1 : 0) & (v <= high ? 1 : 0);
            gradient.put(
                    i, Float.intBitsToFloat(Float.floatToRawIntBits(gradient.get(i)) & -inside));
        }
    }

    private void mask(DoubleBuffer x, DoubleBuffer gradient) {
        double low = lowest();
        double high = highest();
        for (int i = 0, n = x.limit(); i < n; i++) {
            double v = x.get(i);
            long inside = (v >= low ? 1 : 0) & (v <= high ? 1 : 0);
            gradient.put(
                    i,
                    Double.longBitsToDouble(Double.doubleToRawLongBits(gradient.get(i)) & -inside));
        }
    }

    /** The least number inside. */
    double lowest() {
        return bounds == Bounds.INCLUSIVE ? from : Math.nextUp(from);
    }

    /** The greatest number inside. */
    double highest() {
        return bounds == Bounds.INCLUSIVE ? to : Math.nextDown(to);
    }

    /** The ends are rounded to the array's type first, as a framework that computes in it does. */
    float lowestFloat() {
        return bounds == Bounds.INCLUSIVE ? (float) from : Math.nextUp((float) from);
    }

    float highestFloat() {
        return bounds == Bounds.INCLUSIVE ? (float) to : Math.nextDown((float) to);
    }
}
