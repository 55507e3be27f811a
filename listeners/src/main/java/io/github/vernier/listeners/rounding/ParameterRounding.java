/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.rounding;

import io.github.vernier.listeners.cdg.GradientAgreement;
import java.util.Optional;

/**
 * The straight-through estimator of one parameter with signs, and with stochastic rounding.
 *
 * @param name layer and parameter, such as {@code conv1/W}
 * @param parameters how many numbers the parameter has
 * @param agreement the mean with stochastic rounding, compared with the one with signs
 * @param noise what rounding adds: root of the summed variance of one draw over the norm of the
 *     mean; NaN for a single draw
 * @param differences both beside central differences, if asked for
 */
public record ParameterRounding(
        String name,
        long parameters,
        Agreement agreement,
        double noise,
        Optional<Differences> differences) {

    /**
     * How well both agree.
     *
     * @param cosine cosine of the angle between them; NaN if one of them is zero
     * @param relativeError {@code ‖rounded − sign‖₂ / ‖sign‖₂}
     * @param signAgreement share of equal signs, zero being one
     * @param signNorm {@code ‖sign‖₂}
     * @param roundedNorm {@code ‖rounded‖₂}
     */
    public record Agreement(
            double cosine,
            double relativeError,
            double signAgreement,
            double signNorm,
            double roundedNorm) {

        static Agreement of(double[] rounded, double[] sign) {
            GradientAgreement found = GradientAgreement.of(rounded, sign);
            return new Agreement(
                    found.cosine(),
                    found.relativeError(),
                    found.signAgreement(),
                    found.backpropNorm(),
                    found.cdgNorm());
        }
    }

    /**
     * Central differences of the loss with signs, in a sample of the numbers.
     *
     * @param coordinates how many numbers
     * @param sign compared with the estimator with signs
     * @param rounded compared with the mean with stochastic rounding
     */
    public record Differences(int coordinates, GradientAgreement sign, GradientAgreement rounded) {}
}
