/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary.estimator;

import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * {@link ErrorDecay} whose temperature follows a schedule, by {@link SignEstimator#at}; without a
 * moment, that of the start.
 *
 * @param temperature the schedule of t; IR-Net's is {@link ErrorDecaySchedule}
 * @param zero the sign of zero; 0 in IR-Net
 */
public record ScheduledErrorDecay(
        @JsonProperty("temperature") ISchedule temperature, @JsonProperty("zero") ZeroSign zero)
        implements SteppedEstimator {

    /** Checks that there is a schedule. */
    public ScheduledErrorDecay {
        Objects.requireNonNull(temperature, "temperature must be given");
    }

    @Override
    public ErrorDecay at(int iteration, int epoch) {
        return new ErrorDecay(temperature.valueAt(iteration, epoch), zero);
    }

    @Override
    public StepFunction steps() {
        return StepFunction.sign(zero);
    }

    @Override
    public double derivative(double x) {
        return at(0, 0).derivative(x);
    }

    @Override
    public INDArray backprop(INDArray x, INDArray gradient) {
        return at(0, 0).backprop(x, gradient);
    }
}
