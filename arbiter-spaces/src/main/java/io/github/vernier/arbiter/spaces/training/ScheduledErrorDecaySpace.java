/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces.training;

import io.github.vernier.arbiter.spaces.value.CompositeSpace;
import io.github.vernier.arbiter.spaces.value.PlainValue;
import io.github.vernier.layers.binary.estimator.ScheduledErrorDecay;
import io.github.vernier.layers.binary.estimator.SignEstimator;
import io.github.vernier.layers.binary.estimator.ZeroSign;
import java.util.Objects;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.nd4j.linalg.schedule.ISchedule;

/** Sign estimators whose temperature follows a searched schedule: {@link ScheduledErrorDecay}. */
public final class ScheduledErrorDecaySpace extends CompositeSpace<SignEstimator> {

    private ParameterSpace<ISchedule> temperature;
    private ParameterSpace<ZeroSign> zero;

    private ScheduledErrorDecaySpace() {}

    /**
     * Searches the estimator.
     *
     * @param temperature its schedule, such as an {@link ErrorDecayScheduleSpace}
     * @param zero sign(0)
     */
    public ScheduledErrorDecaySpace(ParameterSpace<ISchedule> temperature, ZeroSign zero) {
        this.temperature = Objects.requireNonNull(temperature, "temperature must be given");
        this.zero = new PlainValue<>(zero);
    }

    @Override
    public SignEstimator getValue(double[] values) {
        return new ScheduledErrorDecay(temperature.getValue(values), zero.getValue(values));
    }
}
