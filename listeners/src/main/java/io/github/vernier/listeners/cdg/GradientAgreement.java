/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.cdg;

/**
 * How well two gradients agree.
 *
 * @param cosine cosine of the angle between them; NaN if one of them is zero
 * @param relativeError {@code ‖cdg − backprop‖₂ / ‖backprop‖₂}
 * @param signAgreement share of coordinates in which the signs are the same, zero being one
 * @param zeroShare share of coordinates in which CDG is exactly 0
 * @param cdgNorm {@code ‖cdg‖₂}
 * @param backpropNorm {@code ‖backprop‖₂}
 */
public record GradientAgreement(
        double cosine,
        double relativeError,
        double signAgreement,
        double zeroShare,
        double cdgNorm,
        double backpropNorm) {

    /**
     * Compares.
     *
     * @param cdg central differences
     * @param backprop what backpropagation says of the same coordinates
     * @throws IllegalArgumentException if they differ in length
     */
    public static GradientAgreement of(double[] cdg, double[] backprop) {
        if (cdg.length != backprop.length) {
            throw new IllegalArgumentException(
                    "backprop has " + backprop.length + " coordinates, expected " + cdg.length);
        }
        double product = 0;
        double cdgSquares = 0;
        double backpropSquares = 0;
        double errorSquares = 0;
        int sameSign = 0;
        int zeros = 0;
        for (int d = 0; d < cdg.length; d++) {
            product += cdg[d] * backprop[d];
            cdgSquares += cdg[d] * cdg[d];
            backpropSquares += backprop[d] * backprop[d];
            errorSquares += (cdg[d] - backprop[d]) * (cdg[d] - backprop[d]);
            sameSign += Math.signum(cdg[d]) == Math.signum(backprop[d]) ? 1 : 0;
            zeros += cdg[d] == 0 ? 1 : 0;
        }
        double n = cdg.length;
        return new GradientAgreement(
                product / (Math.sqrt(cdgSquares) * Math.sqrt(backpropSquares)),
                Math.sqrt(errorSquares / backpropSquares),
                sameSign / n,
                zeros / n,
                Math.sqrt(cdgSquares),
                Math.sqrt(backpropSquares));
    }
}
