/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces.training;

import io.github.vernier.arbiter.spaces.value.CompositeSpace;
import io.github.vernier.arbiter.spaces.value.Extremes;
import io.github.vernier.arbiter.spaces.value.PlainValue;
import io.github.vernier.layers.updater.WarmupCosine;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.nd4j.linalg.schedule.ISchedule;

/** Learning rates that warm up and fall along a cosine: {@link WarmupCosine}. */
public final class WarmupCosineSpace extends CompositeSpace<ISchedule> {

    private ParameterSpace<Double> base;
    private ParameterSpace<Double> warmup;
    private ParameterSpace<Integer> epochs;

    private WarmupCosineSpace() {}

    /**
     * Searches the schedule.
     *
     * @param base the peak, above 0
     * @param warmup share of the epochs during which the rate rises, in [0, 1): rounded down
     * @param epochs epochs of the training, at least 1
     * @throws IllegalArgumentException if a value can be out of range
     */
    public WarmupCosineSpace(
            ParameterSpace<Double> base, ParameterSpace<Double> warmup, int epochs) {
        this.base = PlainValue.ifSingle(base);
        this.warmup = PlainValue.ifSingle(warmup);
        this.epochs = new PlainValue<>(epochs);
        Extremes.require("base", base, Double.class, rate -> rate > 0, "above 0");
        Extremes.require("warmup", warmup, Double.class, w -> w >= 0 && w < 1, "in [0, 1)");
        Extremes.require("epochs", this.epochs, Integer.class, n -> n >= 1, "at least 1");
    }

    @Override
    public ISchedule getValue(double[] values) {
        int all = epochs.getValue(values);
        return new WarmupCosine(base.getValue(values), (int) (warmup.getValue(values) * all), all);
    }
}
