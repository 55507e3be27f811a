/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.variance;

/**
 * Sums over coordinates from which statistics are made.
 *
 * @param squaredMean {@code Σ_d E_d²} as measured
 * @param noiseShare {@code 1/n} of the variance that is in {@code squaredMean} and to be taken out
 *     of the noise scale, 0 to leave it
 */
record Tally(
        long coordinates,
        long nonFinite,
        double noiseShare,
        double squaredMean,
        double variance,
        double normalized,
        double logRatio,
        double square) {

    Tally plus(Tally other) {
        return new Tally(
                coordinates + other.coordinates,
                nonFinite + other.nonFinite,
                noiseShare,
                squaredMean + other.squaredMean,
                variance + other.variance,
                normalized + other.normalized,
                logRatio + other.logRatio,
                square + other.square);
    }

    GradientStatistics statistics(String name) {
        double signal = squaredMean - noiseShare * variance;
        return new GradientStatistics(
                name,
                coordinates,
                Math.sqrt(squaredMean),
                variance / coordinates,
                normalized / coordinates,
                logRatio / coordinates,
                square / coordinates,
                signal > 0 ? variance / signal : Double.POSITIVE_INFINITY,
                nonFinite);
    }
}
