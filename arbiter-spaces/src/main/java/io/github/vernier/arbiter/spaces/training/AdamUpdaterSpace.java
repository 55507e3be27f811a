/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces.training;

import io.github.vernier.arbiter.spaces.value.CompositeSpace;
import io.github.vernier.arbiter.spaces.value.PlainValue;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * Adam whose options that are not given have Adam's defaults.
 *
 * <p>Arbiter's {@code AdamSpace} gives β1, β2 and ε the default of the learning rate, 0.001, where
 * they are not given. This one and {@code weightDecay} of the layers' spaces, which is applied
 * after the updater and times the learning rate, are AdamW.
 */
public final class AdamUpdaterSpace extends CompositeSpace<IUpdater> {

    private ParameterSpace<Double> learningRate;
    private ParameterSpace<ISchedule> schedule;
    private ParameterSpace<Double> beta1;
    private ParameterSpace<Double> beta2;
    private ParameterSpace<Double> epsilon;

    private AdamUpdaterSpace() {}

    /**
     * With a constant learning rate.
     *
     * @param learningRate the rate
     * @return the space
     */
    public static AdamUpdaterSpace withRate(ParameterSpace<Double> learningRate) {
        AdamUpdaterSpace space = new AdamUpdaterSpace();
        space.learningRate = PlainValue.ifSingle(learningRate);
        return space;
    }

    /**
     * With a scheduled learning rate.
     *
     * @param schedule the rate's schedule, such as a {@link WarmupCosineSpace}
     * @return the space
     */
    public static AdamUpdaterSpace withSchedule(ParameterSpace<ISchedule> schedule) {
        AdamUpdaterSpace space = new AdamUpdaterSpace();
        space.schedule = schedule;
        return space;
    }

    /**
     * The same with searched decays.
     *
     * @param beta1 decay of the mean of gradients, in [0, 1)
     * @param beta2 decay of the mean of their squares, in [0, 1)
     * @return a new space
     */
    public AdamUpdaterSpace betas(ParameterSpace<Double> beta1, ParameterSpace<Double> beta2) {
        AdamUpdaterSpace space = copy();
        space.beta1 = PlainValue.ifSingle(beta1);
        space.beta2 = PlainValue.ifSingle(beta2);
        return space;
    }

    /**
     * The same with a searched ε.
     *
     * @param epsilon what is added to the denominator, above 0
     * @return a new space
     */
    public AdamUpdaterSpace epsilon(ParameterSpace<Double> epsilon) {
        AdamUpdaterSpace space = copy();
        space.epsilon = PlainValue.ifSingle(epsilon);
        return space;
    }

    private AdamUpdaterSpace copy() {
        AdamUpdaterSpace copy = new AdamUpdaterSpace();
        copy.learningRate = learningRate;
        copy.schedule = schedule;
        copy.beta1 = beta1;
        copy.beta2 = beta2;
        copy.epsilon = epsilon;
        return copy;
    }

    @Override
    public IUpdater getValue(double[] values) {
        Adam adam =
                new Adam(
                        value(learningRate, values, Adam.DEFAULT_ADAM_LEARNING_RATE),
                        value(beta1, values, Adam.DEFAULT_ADAM_BETA1_MEAN_DECAY),
                        value(beta2, values, Adam.DEFAULT_ADAM_BETA2_VAR_DECAY),
                        value(epsilon, values, Adam.DEFAULT_ADAM_EPSILON));
        if (schedule != null) {
            adam.setLrAndSchedule(Double.NaN, schedule.getValue(values));
        }
        return adam;
    }
}
