/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces.value;

import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;

/**
 * {@code factor · x + offset} of another parameter, which it follows.
 *
 * <p>Arbiter's {@code MathOp} does the same but cannot be read from JSON.
 */
public final class ScaledSpace extends CompositeSpace<Double> {

    private ParameterSpace<Double> of;
    private ParameterSpace<Double> factor;
    private ParameterSpace<Double> offset;

    private ScaledSpace() {}

    /**
     * Follows a parameter.
     *
     * @param of x; a {@link LinkedSpace} if it is used elsewhere, as it should
     * @param factor what it is multiplied by
     * @param offset what is added
     */
    public ScaledSpace(ParameterSpace<Double> of, double factor, double offset) {
        this.of = PlainValue.ifSingle(of);
        this.factor = new PlainValue<>(factor);
        this.offset = new PlainValue<>(offset);
    }

    @Override
    public Double getValue(double[] values) {
        return factor.getValue(values) * of.getValue(values) + offset.getValue(values);
    }
}
