/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary.diagnostics;

import java.util.Objects;

/**
 * What a layer does to its latent weights before the clamp.
 *
 * @param standardization whether filters are standardized
 * @param epsilon added to the variance
 * @param laplaceScale b* of the standardized weights: they are multiplied by √2 b*
 */
public record WeightOptions(Standardization standardization, double epsilon, double laplaceScale) {

    /** Whether filters are standardized. */
    public enum Standardization {
        /** Latent weights are clamped as they are. */
        NONE,
        /** Each filter has its mean subtracted and is divided by its unbiased deviation. */
        PER_FILTER
    }

    /** Checks the numbers. */
    public WeightOptions {
        Objects.requireNonNull(standardization, "standardization must be given");
        if (!(epsilon >= 0) || !(laplaceScale > 0)) {
            throw new IllegalArgumentException(
                    "epsilon must be at least 0 and laplaceScale above 0, but they are "
                            + epsilon
                            + " and "
                            + laplaceScale);
        }
    }

    /**
     * Weights are clamped as they are.
     *
     * @return the options
     */
    public static WeightOptions plain() {
        return new WeightOptions(Standardization.NONE, 0, 1);
    }

    /**
     * As ReCU's published code: per filter, ε = 1e-5, b* = 2.
     *
     * @return the options
     */
    public static WeightOptions recu() {
        return new WeightOptions(Standardization.PER_FILTER, 1e-5, 2);
    }
}
