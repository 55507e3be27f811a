/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces.value;

import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.IDropout;

/**
 * Dropout by the probability of keeping an activation, 0 for none at all, as in DL4J's builders.
 *
 * <p>Arbiter's own cannot be read from JSON and throws at 0.
 */
public final class DropoutProbabilitySpace extends CompositeSpace<IDropout> {

    private ParameterSpace<Double> keep;

    private DropoutProbabilitySpace() {}

    /**
     * Searches dropout.
     *
     * @param keep probability of keeping an activation, in [0, 1]; 0 for no dropout
     * @throws IllegalArgumentException if an end of the space or a choice is outside
     */
    public DropoutProbabilitySpace(ParameterSpace<Double> keep) {
        this.keep = PlainValue.ifSingle(keep);
        Extremes.require(
                "dropOut", keep, Double.class, value -> value >= 0 && value <= 1, "in [0, 1]");
    }

    @Override
    public IDropout getValue(double[] values) {
        double probability = keep.getValue(values);
        return probability == 0 ? null : new Dropout(probability);
    }
}
