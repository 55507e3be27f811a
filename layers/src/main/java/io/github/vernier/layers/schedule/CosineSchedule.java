/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.schedule;

import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A value that falls along half a cosine to zero: {@code ½ · initial · (1 + cos(π t / total))}.
 *
 * <p>t counts iterations or epochs from 0; from {@code total} on the value is 0. Source: Loshchilov
 * and Hutter 2017 (arXiv 1608.03983) equation 5 without restarts, as PyTorch's {@code
 * CosineAnnealingLR}.
 *
 * @param scheduleType what t counts
 * @param initial value at t = 0
 * @param total where the value reaches 0, at least 1
 */
public record CosineSchedule(
        @JsonProperty("scheduleType") ScheduleType scheduleType,
        @JsonProperty("initial") double initial,
        @JsonProperty("total") int total)
        implements ISchedule {

    private static final long serialVersionUID = 1;

    /** Checks the length. */
    public CosineSchedule {
        if (total < 1) {
            throw new IllegalArgumentException("total must be at least 1, but got " + total);
        }
    }

    @Override
    public double valueAt(int iteration, int epoch) {
        int t = scheduleType == ScheduleType.ITERATION ? iteration : epoch;
        return t >= total ? 0 : 0.5 * initial * (1 + Math.cos(Math.PI * t / total));
    }

    @Override
    public ISchedule clone() {
        return this;
    }
}
