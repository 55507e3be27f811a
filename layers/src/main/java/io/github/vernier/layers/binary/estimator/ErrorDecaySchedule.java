/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary.estimator;

import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * The temperature of {@link ErrorDecay} by epoch, even steps of the logarithm: {@code t(e) = min ·
 * (max / min)^(e / epochs)}.
 *
 * <p>Source: IR-Net, {@code main.py}, with min 1e-3 and max 10 for binary weights and activations.
 * The maximum would be reached at epoch {@code epochs}, which is never run.
 *
 * @param min first temperature, above 0
 * @param max last temperature, above 0
 * @param epochs epochs of the whole training, at least 1
 */
public record ErrorDecaySchedule(
        @JsonProperty("min") double min,
        @JsonProperty("max") double max,
        @JsonProperty("epochs") int epochs)
        implements ISchedule {

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if it is empty or not positive
     */
    public ErrorDecaySchedule {
        Require.positive("min", min);
        Require.positive("max", max);
        Require.positive("epochs", epochs);
    }

    /**
     * IR-Net's range, 1e-3 to 10.
     *
     * @param epochs epochs of the whole training
     * @return the schedule
     */
    public static ErrorDecaySchedule published(int epochs) {
        return new ErrorDecaySchedule(1e-3, 10, epochs);
    }

    @Override
    public double valueAt(int iteration, int epoch) {
        double from = Math.log10(min);
        return Math.pow(10, from + (Math.log10(max) - from) * epoch / epochs);
    }

    @Override
    public ErrorDecaySchedule clone() {
        return this;
    }
}
