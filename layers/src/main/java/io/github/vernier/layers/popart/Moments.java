/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.popart;

/**
 * Location and spread of the targets of one statistic.
 *
 * @param mean μ, in units of the targets
 * @param variance raw variance ν − μ², in squared units; never clipped here, and negative only
 *     where a rule has let its range turn inside out
 */
public record Moments(double mean, double variance) {

    /**
     * The moments of the range from {@code low} to {@code high}: its middle and the square of half
     * its width, with the sign of that width.
     *
     * @param low lower end
     * @param high upper end
     */
    public static Moments ofRange(double low, double high) {
        double half = (high - low) / 2;
        return new Moments((high + low) / 2, half * Math.abs(half));
    }

    /** Half the width of the range these are the moments of; negative for one inside out. */
    public double halfRange() {
        return Math.copySign(Math.sqrt(Math.abs(variance)), variance);
    }
}
