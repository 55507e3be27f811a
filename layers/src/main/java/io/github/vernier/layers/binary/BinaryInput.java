/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary;

import io.github.vernier.layers.binary.estimator.SignEstimator;
import io.github.vernier.layers.parameterized.InputFunction;
import io.github.vernier.layers.parameterized.InputTransform;
import java.util.Objects;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A binary input: {@code Xb = sign(x0)}, {@code x0 = x / √(var_i + ε)} for each example i in
 * training.
 *
 * <p>Gradient, with M values in an example, σ_i = √(var_i + ε) and g0 = dL/dXb · estimator'(x0):
 *
 * <pre>
 * training:   dL/dx = g0/σ_i − (x − mean_i) · Σ_i(g0 x) / ((M−1) σ_i³)
 * inference:  dL/dx = g0
 * </pre>
 *
 * <p>Source: z-hXu/ReCU {@code modules/binarized_modules.py}.
 *
 * @param estimator the sign and its gradient; the published one is the polynomial of Bi-Real
 * @param scaling whether the input is scaled first; published {@link InputScaling#PER_EXAMPLE}
 * @param epsilon what is added to the variance; published 1e-5
 * @param padValue what the binary map is padded with: 0, as published, or 1, which bit-packed
 *     inference needs no correction for
 */
public record BinaryInput(
        @JsonProperty("estimator") SignEstimator estimator,
        @JsonProperty("scaling") InputScaling scaling,
        @JsonProperty("epsilon") double epsilon,
        @JsonProperty("padValue") double padValue)
        implements InputTransform {

    private static final long serialVersionUID = 1;

    /**
     * Checks the options.
     *
     * @throws IllegalArgumentException if epsilon is not positive or padValue is neither 0 nor 1
     */
    public BinaryInput {
        Objects.requireNonNull(estimator, "estimator must be given");
        Objects.requireNonNull(scaling, "scaling must be given");
        if (!(epsilon > 0 && epsilon < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "epsilon must be positive and finite, but is " + epsilon);
        }
        if (padValue != 0 && padValue != 1) {
            throw new IllegalArgumentException("padValue must be 0 or 1, but is " + padValue);
        }
    }

    @Override
    public InputFunction bind(DataType type) {
        return new BinaryInputFunction(this, type);
    }

    @Override
    public void validate(long valuesPerExample) {
        if (scaling == InputScaling.PER_EXAMPLE && valuesPerExample < 2) {
            throw new IllegalArgumentException(
                    "Input scaling "
                            + scaling
                            + " needs at least 2 values in each example, but there is "
                            + valuesPerExample);
        }
    }
}
