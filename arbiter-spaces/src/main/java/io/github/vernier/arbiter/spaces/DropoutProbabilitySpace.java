/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces;

import java.util.List;
import org.deeplearning4j.arbiter.optimize.api.AbstractParameterSpace;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.IDropout;

/**
 * Dropout by the probability of keeping an activation, 0 for none at all, as in DL4J's builders.
 *
 * <p>Arbiter's own cannot be read from JSON and throws at 0.
 */
public final class DropoutProbabilitySpace extends AbstractParameterSpace<IDropout> {

    private ParameterSpace<Double> keep;

    private DropoutProbabilitySpace() {}

    /**
     * Searches dropout.
     *
     * @param keep probability of keeping an activation, in [0, 1]; 0 for no dropout
     * @throws IllegalArgumentException if an end of the space or a choice is outside
     */
    public DropoutProbabilitySpace(ParameterSpace<Double> keep) {
        for (double value : Extremes.of(keep, Double.class)) {
            if (!(value >= 0 && value <= 1)) {
                throw new IllegalArgumentException(
                        "dropOut must be in [0, 1], but " + keep + " allows " + value);
            }
        }
        this.keep = PlainValue.ifSingle(keep);
    }

    @Override
    public IDropout getValue(double[] values) {
        double probability = keep.getValue(values);
        return probability == 0 ? null : new Dropout(probability);
    }

    @Override
    public int numParameters() {
        return keep.numParameters();
    }

    @Override
    @SuppressWarnings("rawtypes")
    public List<ParameterSpace> collectLeaves() {
        return keep.isLeaf() ? List.of(keep) : keep.collectLeaves();
    }

    @Override
    public boolean isLeaf() {
        return false;
    }

    @Override
    public void setIndices(int... indices) {
        throw new UnsupportedOperationException("Only leaves have indices");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DropoutProbabilitySpace that && keep.equals(that.keep);
    }

    @Override
    public int hashCode() {
        return keep.hashCode();
    }

    @Override
    public String toString() {
        return "DropoutProbabilitySpace(" + keep + ")";
    }
}
