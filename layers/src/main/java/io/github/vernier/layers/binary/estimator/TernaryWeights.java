/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary.estimator;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * {@link Ternary} whose threshold is a multiple of the mean of |w| over the whole array; no
 * gradient flows through the threshold.
 *
 * <p>Source: arXiv 1605.04711; Larq's {@code SteTern(ternary_weight_networks=True)}, with factor
 * 0.7 and clip 1.
 *
 * @param factor threshold over mean |w|, above 0
 * @param clip half the width in which the gradient passes, above 0
 */
public record TernaryWeights(
        @JsonProperty("factor") double factor, @JsonProperty("clip") double clip)
        implements SignEstimator {

    /**
     * Checks both.
     *
     * @throws IllegalArgumentException if one is not above 0
     */
    public TernaryWeights {
        Require.positive("factor", factor);
        Require.positive("clip", clip);
    }

    /**
     * The threshold for an array.
     *
     * @param w the weights
     * @return {@code factor · mean|w|}
     */
    public double threshold(INDArray w) {
        return factor * w.norm1Number().doubleValue() / w.length();
    }

    @Override
    public INDArray sign(INDArray x, INDArray out, boolean training) {
        double threshold = threshold(x);
        // All zero: nothing is above the threshold, and Ternary has none of 0.
        return threshold > 0 ? new Ternary(threshold, clip).sign(x, out, training) : out.assign(0);
    }

    @Override
    public INDArray backprop(INDArray x, INDArray gradient) {
        return Interval.closed(-clip, clip).mask(x, gradient);
    }
}
