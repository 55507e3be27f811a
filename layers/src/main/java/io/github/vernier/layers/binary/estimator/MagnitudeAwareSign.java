/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary.estimator;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * The sign times the filter's mean magnitude: {@code s_o sign(w)}, {@code s_o = mean|w_o|} over all
 * axes but the first, which is the output channel.
 *
 * <p>Gradient with mask {@code 1[|w| ≤ clip]}: stopped {@code s_o · mask · g} (Larq's {@code
 * MagnitudeAwareSign}), ignored {@code mask · g} (Bi-Real Net's {@code HardBinaryConv}), flowing
 * {@code s_o · mask · g + sign(w)/n · Σ_filter g sign(w)} (BMXNet's "binet").
 *
 * @param clip half the width in which the gradient passes, above 0; 1 in all three
 * @param scaleGradient what becomes of the scale in the backward pass
 * @param zero the sign of zero
 */
public record MagnitudeAwareSign(
        @JsonProperty("clip") double clip,
        @JsonProperty("scaleGradient") ScaleGradient scaleGradient,
        @JsonProperty("zero") ZeroSign zero)
        implements SignEstimator {

    /**
     * Checks the width.
     *
     * @throws IllegalArgumentException if clip is not above 0
     */
    public MagnitudeAwareSign {
        Require.positive("clip", clip);
    }

    /**
     * Mean magnitude of each filter.
     *
     * @param w weights, the output channel first
     * @return {@code [nOut, 1]}
     */
    public static INDArray scale(INDArray w) {
        return Transforms.abs(filters(w), true).mean(true, 1);
    }

    private static INDArray filters(INDArray w) {
        return w.dup('c').reshape('c', w.size(0), w.length() / w.size(0));
    }

    @Override
    public INDArray sign(INDArray x, INDArray out, boolean training) {
        INDArray filters = filters(x);
        INDArray scale = scale(x);
        StepFunction.sign(zero).apply(filters, filters);
        return out.assign(filters.muliColumnVector(scale).reshape('c', x.shape()));
    }

    @Override
    public INDArray backprop(INDArray x, INDArray gradient) {
        INDArray w = filters(x);
        INDArray g = filters(gradient);
        INDArray throughScale = null;
        if (scaleGradient == ScaleGradient.FLOWING) {
            INDArray sign = StepFunction.sign(zero).apply(w, w.ulike());
            INDArray perFilter = g.mul(sign).sum(true, 1).divi(w.size(1));
            throughScale = sign.muliColumnVector(perFilter);
        }
        Interval.closed(-clip, clip).mask(w, g);
        if (scaleGradient != ScaleGradient.IGNORED) {
            g.muliColumnVector(scale(x));
        }
        if (throughScale != null) {
            g.addi(throughScale);
        }
        return gradient.assign(g.reshape('c', gradient.shape()));
    }
}
