/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary;

/**
 * Where the rectified clamp unit bounds standardized weights: {@code w2 = min(max(w1, Q(1-τ)),
 * Q(τ))}, Q(p) the p-quantile of all weights of the layer, b = mean|w1| their Laplace scale.
 *
 * <p>Weights at a bound or inside it pass the gradient, those outside do not. No gradient flows
 * through the bounds.
 */
public enum Clamp {

    /** Nowhere: {@code w2 = w1}. */
    NONE,

    /**
     * At the quantiles of a Laplace distribution of the weights' scale, as published: {@code Q(τ) =
     * -b ln(2 - 2τ) = -Q(1-τ)}.
     */
    LAPLACE,

    /** At the quantiles of the weights themselves, linear between two of them. */
    EMPIRICAL
}
