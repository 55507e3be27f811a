/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces.training;

import io.github.vernier.arbiter.spaces.value.CompositeSpace;
import io.github.vernier.arbiter.spaces.value.Extremes;
import io.github.vernier.arbiter.spaces.value.PlainValue;
import io.github.vernier.layers.binary.ExponentialTau;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * Schedules of the binary clamp's quantile τ: {@link ExponentialTau} with a searched start and end.
 */
public final class TauScheduleSpace extends CompositeSpace<ISchedule> {

    private ParameterSpace<Double> start;
    private ParameterSpace<Double> end;
    private ParameterSpace<Integer> epochs;

    private TauScheduleSpace() {}

    /**
     * Searches the schedule.
     *
     * @param start τ at first, in (0.5, 1]; published 0.85
     * @param end τ at last, in (0.5, 1]; published 0.99
     * @param epochs epochs of the training, at least 1
     * @throws IllegalArgumentException if a value can be out of range
     */
    public TauScheduleSpace(ParameterSpace<Double> start, ParameterSpace<Double> end, int epochs) {
        this(start, end, new PlainValue<>(epochs));
    }

    /**
     * Searches the schedule and its length.
     *
     * @param start τ at first, in (0.5, 1]
     * @param end τ at last, in (0.5, 1]
     * @param epochs epochs until the end is reached, at least 1
     * @throws IllegalArgumentException if a value can be out of range
     */
    public TauScheduleSpace(
            ParameterSpace<Double> start,
            ParameterSpace<Double> end,
            ParameterSpace<Integer> epochs) {
        this.start = PlainValue.ifSingle(start);
        this.end = PlainValue.ifSingle(end);
        this.epochs = PlainValue.ifSingle(epochs);
        Extremes.require("start", start, Double.class, TauScheduleSpace::isTau, "in (0.5, 1]");
        Extremes.require("end", end, Double.class, TauScheduleSpace::isTau, "in (0.5, 1]");
        Extremes.require("epochs", epochs, Integer.class, n -> n >= 1, "at least 1");
    }

    private static boolean isTau(double value) {
        return value > 0.5 && value <= 1;
    }

    @Override
    public ISchedule getValue(double[] values) {
        return new ExponentialTau(
                start.getValue(values), end.getValue(values), epochs.getValue(values));
    }
}
