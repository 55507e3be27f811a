/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.networks;

import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A value that grows linearly with the epochs: {@code peak * epoch / epochs}; epochs count from 0,
 * so that the peak is not reached.
 *
 * <p>The epoch is the network's own count; a training resumed at epoch s for E more has {@code
 * epochs} s + E.
 *
 * @param peak value after the last epoch
 * @param epochs number of epochs
 */
public record LinearRamp(@JsonProperty("peak") double peak, @JsonProperty("epochs") int epochs)
        implements ISchedule {

    /** Rejects numbers of epochs below 1. */
    public LinearRamp {
        if (epochs < 1) {
            throw new IllegalArgumentException("Epochs must be at least 1, got " + epochs);
        }
    }

    @Override
    public double valueAt(int iteration, int epoch) {
        return peak * epoch / epochs;
    }

    @Override
    public LinearRamp clone() {
        return this;
    }
}
