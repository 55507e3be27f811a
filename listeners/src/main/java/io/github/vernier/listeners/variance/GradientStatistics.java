/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.variance;

/**
 * Gradient statistics of a set of coordinates, a layer or a network.
 *
 * <p>With E the mean, V the variance and M the mean square of a coordinate over the sample, of
 * minibatch directions or of single examples' gradients:
 *
 * @param name layer, parameter, or {@code total}
 * @param parameters coordinates measured, without those that were not finite
 * @param meanGradientNorm Euclidean norm of the mean, {@code ‖E‖}
 * @param variance {@code mean_d V_d}
 * @param normalizedVariance {@code mean_d V_d/M_d}, near 1 where noise is all there is; a
 *     coordinate that is always 0 counts as 0
 * @param snr {@code mean_d log(M_d/V_d)}, natural logarithm
 * @param meanSquareGradient {@code mean_d M_d}
 * @param noiseScale {@code Σ_d V_d / ‖E‖²}: over single examples this is the gradient noise scale,
 *     the minibatch at which signal and noise are equal; over minibatch directions multiply by the
 *     minibatch. Infinite if the sample shows no signal above its noise
 * @param nonFinite coordinates left out because some gradient was NaN or infinite there
 */
public record GradientStatistics(
        String name,
        long parameters,
        double meanGradientNorm,
        double variance,
        double normalizedVariance,
        double snr,
        double meanSquareGradient,
        double noiseScale,
        long nonFinite) {}
