/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary.estimator;

import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Sign; the derivative is that of {@code 2σ(βx)(1 + βx(1 − σ(βx))) − 1}: {@code β(2 − βx
 * tanh(βx/2)) / (1 + cosh(βx))}, which is negative far from zero.
 *
 * <p>Source: arXiv 1812.11800 (BNN+); Larq's {@code SwishSign}.
 *
 * @param beta steepness β, above 0; Larq's default is 5
 * @param zero the sign of zero; +1 in Larq
 */
public record SwishSign(@JsonProperty("beta") double beta, @JsonProperty("zero") ZeroSign zero)
        implements SteppedEstimator {

    /**
     * Checks the steepness.
     *
     * @throws IllegalArgumentException if beta is not above 0
     */
    public SwishSign {
        Require.positive("beta", beta);
    }

    @Override
    public StepFunction steps() {
        return StepFunction.sign(zero);
    }

    @Override
    public double derivative(double x) {
        double bx = beta * x;
        // cosh may be infinite: the quotient is then 0.
        return beta * (2 - bx * Math.tanh(bx / 2)) / (1 + Math.cosh(bx));
    }
}
