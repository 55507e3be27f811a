/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.variance;

/** How statistics treat the smallness of a sample. */
public enum Convention {
    /**
     * As published: fartashf/gvar_code {@code get_Ege_var} for draws, with its absolute constants
     * and its bias of 1+1/K; the population variance (÷N) for examples.
     */
    REFERENCE,
    /**
     * Without bias: variances of draws ÷(1+1/K), variances of examples ÷(N-1), squared norms less
     * the share that noise has in them, and constants relative to the mean square gradient, so that
     * small gradients are not damped.
     */
    UNBIASED
}
