/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary;

import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * The published schedule of the clamp's quantile: {@code τ(e) = A exp(e / E) + B}, {@code A = (end
 * - start) / (exp(1) - 1)}, {@code B = start - A}, e = 0..E-1 the epoch.
 *
 * <p>{@code τ(0) = start}; {@code end} would be reached at epoch E, which is not run; it stays
 * there. Source: z-hXu/ReCU {@code cpt_tau}, whose float32 differs by up to 5e-8.
 *
 * @param start value in the first epoch, in (0.5, 1]
 * @param end value after the last epoch, in (0.5, 1]
 * @param epochs number of epochs, E
 */
public record ExponentialTau(
        @JsonProperty("start") double start,
        @JsonProperty("end") double end,
        @JsonProperty("epochs") int epochs)
        implements ISchedule {

    private static final long serialVersionUID = 1;

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if start or end is outside (0.5, 1], or there is no epoch
     */
    public ExponentialTau {
        requireQuantile("start", start);
        requireQuantile("end", end);
        if (epochs < 1) {
            throw new IllegalArgumentException("epochs must be at least 1, but is " + epochs);
        }
    }

    /**
     * The published start and end, 0.85 and 0.99.
     *
     * @param epochs number of epochs
     */
    public ExponentialTau(int epochs) {
        this(0.85, 0.99, epochs);
    }

    @Override
    public double valueAt(int iteration, int epoch) {
        double a = (end - start) / Math.expm1(1);
        return a * Math.exp((double) Math.min(epoch, epochs) / epochs) + start - a;
    }

    // A record is immutable; ISchedule asks for the method.
    @Override
    @SuppressWarnings("MethodDoesntCallSuperMethod")
    public ISchedule clone() {
        return this;
    }

    /** The value, if a clamp can have that quantile. */
    static double requireQuantile(String name, double tau) {
        if (!(tau > 0.5 && tau <= 1)) {
            throw new IllegalArgumentException(
                    name + " must be in (0.5, 1], where 1 is no clamp, but is " + tau);
        }
        return tau;
    }
}
