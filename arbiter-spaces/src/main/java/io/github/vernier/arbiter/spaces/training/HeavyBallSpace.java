/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces.training;

import io.github.vernier.arbiter.spaces.value.CompositeSpace;
import io.github.vernier.arbiter.spaces.value.Extremes;
import io.github.vernier.arbiter.spaces.value.PlainValue;
import io.github.vernier.layers.updater.HeavyBall;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;

/** Momentum as most other libraries mean it: {@link HeavyBall}. */
public final class HeavyBallSpace extends CompositeSpace<IUpdater> {

    private ParameterSpace<Double> learningRate;
    private ParameterSpace<ISchedule> schedule;
    private ParameterSpace<Double> momentum;

    private HeavyBallSpace() {}

    private HeavyBallSpace(
            ParameterSpace<Double> learningRate,
            ParameterSpace<ISchedule> schedule,
            ParameterSpace<Double> momentum) {
        this.learningRate = PlainValue.ifSingle(learningRate);
        this.schedule = schedule;
        this.momentum = PlainValue.ifSingle(momentum);
        Extremes.require("momentum", momentum, Double.class, m -> m >= 0 && m < 1, "in [0, 1)");
    }

    /**
     * With a constant learning rate.
     *
     * @param learningRate the rate
     * @param momentum in [0, 1)
     * @return the space
     * @throws IllegalArgumentException if the momentum can be outside
     */
    public static HeavyBallSpace withRate(
            ParameterSpace<Double> learningRate, ParameterSpace<Double> momentum) {
        return new HeavyBallSpace(learningRate, null, momentum);
    }

    /**
     * With a scheduled learning rate.
     *
     * @param schedule the rate's schedule, such as a {@link WarmupCosineSpace}
     * @param momentum in [0, 1)
     * @return the space
     * @throws IllegalArgumentException if the momentum can be outside
     */
    public static HeavyBallSpace withSchedule(
            ParameterSpace<ISchedule> schedule, ParameterSpace<Double> momentum) {
        return new HeavyBallSpace(null, schedule, momentum);
    }

    @Override
    public IUpdater getValue(double[] values) {
        return schedule == null
                ? new HeavyBall(learningRate.getValue(values), momentum.getValue(values))
                : new HeavyBall(schedule.getValue(values), momentum.getValue(values));
    }
}
