/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.popart;

/**
 * What a head knows about its targets and its last training step; a snapshot.
 *
 * <p>Arrays "for each statistic" have the length of {@link #scale()}: one value for each output, or
 * a single one if the scope is shared. All are copies.
 *
 * @param scale μ and σ in force, for each statistic
 * @param variance raw variance of the targets, never clipped, for each statistic
 * @param ratio r = σ / σ' of the last step, for each statistic; 1 where it did not change
 * @param clipping whether a bound decides σ, for each statistic
 * @param updates minibatches with targets so far, for each statistic
 * @param normalizedRmse root mean square of (f − y)/σ in the last step, for each output, after ART
 *     and POP and before the parameters' step; NaN for an output without targets
 * @param rmse the same of f − y, in units of the targets
 * @param residual what rounding moved in the last POP: largest |f' − f|/σ' at h = (1, …, 1)
 */
public record PopArtStatistics(
        OutputScale scale,
        double[] variance,
        double[] ratio,
        Clipping[] clipping,
        long[] updates,
        double[] normalizedRmse,
        double[] rmse,
        double residual) {}
