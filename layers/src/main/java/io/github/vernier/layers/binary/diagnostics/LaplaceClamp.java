/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary.diagnostics;

/**
 * Closed forms for weights of a Laplace distribution of mean 0 and scale b, clamped at ±Q(τ), with
 * {@code Q = −b ln(2 − 2τ)} and x = 2 − 2τ, the share that is clamped.
 *
 * <p>Source: ReCU, arXiv 2103.12369, equations 4 and following; derived and checked by quadrature.
 *
 * @param b scale, above 0; by maximum likelihood the mean magnitude of the weights
 * @param tau quantile τ in (1/2, 1]; 1 clamps nothing
 */
public record LaplaceClamp(double b, double tau) {

    /** The τ, 1 − 1/(2e), that minimises {@link #errorAtScale}: 0.8161, whatever b. */
    public static final double TAU_OF_LEAST_ERROR = 1 - 0.5 / Math.E;

    /**
     * Checks both.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public LaplaceClamp {
        if (!(b > 0)) {
            throw new IllegalArgumentException("b must be above 0, but is " + b);
        }
        if (!(tau > 0.5 && tau <= 1)) {
            throw new IllegalArgumentException("tau must be in (1/2, 1], but is " + tau);
        }
    }

    /**
     * Share of the weights that is clamped.
     *
     * @return {@code 2 − 2τ}
     */
    public double clampedShare() {
        return 2 - 2 * tau;
    }

    /**
     * The bound.
     *
     * @return {@code −b ln(2 − 2τ)}; infinite for τ = 1
     */
    public double bound() {
        return -b * Math.log(clampedShare());
    }

    /**
     * Mean magnitude after the clamp.
     *
     * @return {@code b (1 − x)}
     */
    public double meanAbsolute() {
        return b * (1 - clampedShare());
    }

    /**
     * Mean square after the clamp.
     *
     * @return {@code 2b² (1 − x (1 − ln x))}
     */
    public double meanSquare() {
        double x = clampedShare();
        return 2 * b * b * (1 - (x == 0 ? 0 : x * (1 - Math.log(x))));
    }

    /**
     * Quantization error {@code E(w − b sign w)²}, the factor fixed at the scale before the clamp:
     * the paper's, least at τ = 0.8161.
     *
     * @return {@code E w² − 2b E|w| + b²}
     */
    public double errorAtScale() {
        return meanSquare() - 2 * b * meanAbsolute() + b * b;
    }

    /**
     * Quantization error with the factor that makes it least, E|w| after the clamp; it grows with
     * τ.
     *
     * @return {@code E w² − (E|w|)²}
     */
    public double errorAtOptimum() {
        return meanSquare() - meanAbsolute() * meanAbsolute();
    }

    /**
     * Differential entropy of the latent weights, the atoms at ±Q counted with their logarithmic
     * mass; in nats. It says nothing of the binary weights' entropy.
     *
     * @return {@code (2τ − 1)(1 + ln b) + ln 2}
     */
    public double entropy() {
        return (2 * tau - 1) * (1 + Math.log(b)) + Math.log(2);
    }
}
