/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces.value;

import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;

/**
 * Two numbers of which the first is never above the second, such as the bounds of a scale.
 *
 * <p>Both are searched; if they come the wrong way round they change places, so every point of the
 * unit square is a pair. A grid therefore visits some pairs twice, unless the ranges do not
 * overlap.
 */
public final class OrderedPairSpace extends CompositeSpace<double[]> {

    private ParameterSpace<Double> one;
    private ParameterSpace<Double> other;

    private OrderedPairSpace() {}

    /**
     * Orders two parameters.
     *
     * @param one one number
     * @param other the other number
     */
    public OrderedPairSpace(ParameterSpace<Double> one, ParameterSpace<Double> other) {
        this.one = PlainValue.ifSingle(one);
        this.other = PlainValue.ifSingle(other);
    }

    /** The smaller and the larger. */
    @Override
    public double[] getValue(double[] values) {
        double a = one.getValue(values);
        double b = other.getValue(values);
        return new double[] {Math.min(a, b), Math.max(a, b)};
    }

    /**
     * The smaller number, where an option has each for itself; use it with {@link #upper()} of the
     * same pair, whose two parameters must be {@link LinkedSpace}s to stay two in JSON.
     *
     * @return its space
     */
    public ParameterSpace<Double> lower() {
        return new End(this, 0);
    }

    /**
     * The larger number; see {@link #lower()}.
     *
     * @return its space
     */
    public ParameterSpace<Double> upper() {
        return new End(this, 1);
    }

    /** One of the two. */
    static final class End extends CompositeSpace<Double> {

        private ParameterSpace<double[]> pair;
        private int which;

        private End() {}

        private End(OrderedPairSpace pair, int which) {
            this.pair = pair;
            this.which = which;
        }

        @Override
        public Double getValue(double[] values) {
            return pair.getValue(values)[which];
        }

        @Override
        public boolean equals(Object other) {
            return super.equals(other) && ((End) other).which == which;
        }

        @Override
        public int hashCode() {
            return super.hashCode() + which;
        }
    }
}
