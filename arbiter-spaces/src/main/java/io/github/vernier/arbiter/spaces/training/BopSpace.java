/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces.training;

import io.github.vernier.arbiter.spaces.value.CompositeSpace;
import io.github.vernier.arbiter.spaces.value.Extremes;
import io.github.vernier.arbiter.spaces.value.PlainValue;
import io.github.vernier.layers.binary.bop.Bop;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.nd4j.linalg.learning.config.IUpdater;

/** The updater that flips binary weights: {@link Bop}. */
public final class BopSpace extends CompositeSpace<IUpdater> {

    private ParameterSpace<Double> gamma;
    private ParameterSpace<Double> threshold;

    private BopSpace() {}

    /**
     * Searches the updater.
     *
     * @param gamma how much of a new gradient enters the average, in (0, 1]
     * @param threshold average from which a weight flips, at least 0
     * @throws IllegalArgumentException if a value can be out of range
     */
    public BopSpace(ParameterSpace<Double> gamma, ParameterSpace<Double> threshold) {
        this.gamma = PlainValue.ifSingle(gamma);
        this.threshold = PlainValue.ifSingle(threshold);
        Extremes.require("gamma", gamma, Double.class, g -> g > 0 && g <= 1, "in (0, 1]");
        Extremes.require("threshold", threshold, Double.class, t -> t >= 0, "at least 0");
    }

    @Override
    public IUpdater getValue(double[] values) {
        return new Bop(gamma.getValue(values), threshold.getValue(values));
    }
}
