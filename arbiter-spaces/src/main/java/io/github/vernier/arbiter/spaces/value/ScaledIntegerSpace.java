/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces.value;

import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;

/** {@code max(1, round(factor · n))} of another parameter, such as twice the channels. */
public final class ScaledIntegerSpace extends CompositeSpace<Integer> {

    private ParameterSpace<Integer> of;
    private ParameterSpace<Double> factor;

    private ScaledIntegerSpace() {}

    /**
     * Follows a parameter.
     *
     * @param of n; a {@link LinkedSpace} if it is used elsewhere, as it should
     * @param factor what it is multiplied by, above 0
     * @throws IllegalArgumentException if the factor is not
     */
    public ScaledIntegerSpace(ParameterSpace<Integer> of, double factor) {
        if (!(factor > 0)) {
            throw new IllegalArgumentException("factor must be above 0, but is " + factor);
        }
        this.of = PlainValue.ifSingle(of);
        this.factor = new PlainValue<>(factor);
    }

    @Override
    public Integer getValue(double[] values) {
        return (int) Math.max(1, Math.round(factor.getValue(values) * of.getValue(values)));
    }
}
