/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.popart;

/**
 * From the raw variance to σ: {@code sqrt(clip(variance / s², lower², upper²))}.
 *
 * @param lower smallest σ
 * @param upper largest σ
 * @param desiredDeviation s
 */
record ScaleBounds(double lower, double upper, double desiredDeviation) {

    static ScaleBounds of(AbstractPopArtOutputLayer head) {
        return new ScaleBounds(
                head.getLowerBound(), head.getUpperBound(), head.getDesiredDeviation());
    }

    double deviation(double variance) {
        return switch (clipping(variance)) {
            case LOW -> lower;
            case HIGH -> upper;
            case NONE -> Math.sqrt(scaled(variance));
        };
    }

    Clipping clipping(double variance) {
        double scaled = scaled(variance);
        if (scaled < lower * lower) {
            return Clipping.LOW;
        }
        return scaled > upper * upper ? Clipping.HIGH : Clipping.NONE;
    }

    private double scaled(double variance) {
        return variance / (desiredDeviation * desiredDeviation);
    }
}
