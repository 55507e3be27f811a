/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces.training;

import io.github.vernier.arbiter.spaces.value.CompositeSpace;
import io.github.vernier.arbiter.spaces.value.Extremes;
import io.github.vernier.arbiter.spaces.value.PlainValue;
import io.github.vernier.layers.binary.estimator.ErrorDecaySchedule;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.nd4j.linalg.schedule.ISchedule;

/** Schedules of the error-decay estimator's temperature: {@link ErrorDecaySchedule}. */
public final class ErrorDecayScheduleSpace extends CompositeSpace<ISchedule> {

    private ParameterSpace<Double> min;
    private ParameterSpace<Double> max;
    private ParameterSpace<Integer> epochs;

    private ErrorDecayScheduleSpace() {}

    /**
     * Searches the schedule.
     *
     * @param min temperature at first, above 0; IR-Net 1e-3
     * @param max temperature at last, above 0; IR-Net 10
     * @param epochs epochs of the training, at least 1
     * @throws IllegalArgumentException if a value can be out of range
     */
    public ErrorDecayScheduleSpace(
            ParameterSpace<Double> min, ParameterSpace<Double> max, int epochs) {
        this.min = PlainValue.ifSingle(min);
        this.max = PlainValue.ifSingle(max);
        this.epochs = new PlainValue<>(epochs);
        Extremes.require("min", min, Double.class, t -> t > 0, "above 0");
        Extremes.require("max", max, Double.class, t -> t > 0, "above 0");
        Extremes.require("epochs", this.epochs, Integer.class, n -> n >= 1, "at least 1");
    }

    @Override
    public ISchedule getValue(double[] values) {
        return new ErrorDecaySchedule(
                min.getValue(values), max.getValue(values), epochs.getValue(values));
    }
}
