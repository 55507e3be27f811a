/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary.estimator;

import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Sign; the derivative is that of {@code k tanh(tx)}: {@code k t (1 − tanh²(tx))} with {@code k =
 * max(1/t, 1)}, wide and flat for small t, narrow and steep for large.
 *
 * <p>Source: EDE of IR-Net, arXiv 1909.10788, {@code binaryfunction.py}.
 *
 * @param t temperature, above 0
 * @param zero the sign of zero; 0 in IR-Net
 */
public record ErrorDecay(@JsonProperty("t") double t, @JsonProperty("zero") ZeroSign zero)
        implements SteppedEstimator {

    /**
     * Checks the temperature.
     *
     * @throws IllegalArgumentException if t is not above 0
     */
    public ErrorDecay {
        Require.positive("t", t);
    }

    /**
     * The amplitude.
     *
     * @return {@code max(1/t, 1)}
     */
    public double k() {
        return Math.max(1 / t, 1);
    }

    @Override
    public StepFunction steps() {
        return StepFunction.sign(zero);
    }

    @Override
    public double derivative(double x) {
        double tanh = Math.tanh(t * x);
        return k() * t * (1 - tanh * tanh);
    }
}
