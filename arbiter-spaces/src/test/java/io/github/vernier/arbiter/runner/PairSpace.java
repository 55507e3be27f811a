/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.runner;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.arbiter.optimize.api.AbstractParameterSpace;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;

/** Two parameters, as text. */
final class PairSpace extends AbstractParameterSpace<String> {

    private final ParameterSpace<?> first;
    private final ParameterSpace<?> second;

    PairSpace(ParameterSpace<?> first, ParameterSpace<?> second) {
        this.first = first;
        this.second = second;
    }

    @Override
    public String getValue(double[] point) {
        return first.getValue(point) + " " + second.getValue(point);
    }

    @Override
    public int numParameters() {
        return first.numParameters() + second.numParameters();
    }

    @Override
    @SuppressWarnings("rawtypes")
    public List<ParameterSpace> collectLeaves() {
        List<ParameterSpace> leaves = new ArrayList<>(first.collectLeaves());
        leaves.addAll(second.collectLeaves());
        return leaves;
    }

    @Override
    public boolean isLeaf() {
        return false;
    }

    @Override
    public void setIndices(int... indices) {
        throw new UnsupportedOperationException();
    }
}
