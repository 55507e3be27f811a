/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.runner;

import java.util.List;
import java.util.Map;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.continuous.ContinuousParameterSpace;

/** A space that makes nothing; after a release it throws what even beta7 lets through. */
final class FailingSpace implements ParameterSpace<Double> {

    private final ContinuousParameterSpace leaf = new ContinuousParameterSpace(0, 1);
    private final Release release;

    FailingSpace(Release release) {
        this.release = release;
    }

    @Override
    public Double getValue(double[] point) {
        if (release.isNow()) {
            throw new AssertionError("released");
        }
        throw new IllegalArgumentException("no such network");
    }

    @Override
    public int numParameters() {
        return 1;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public List<ParameterSpace> collectLeaves() {
        return List.of(leaf);
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Map<String, ParameterSpace> getNestedSpaces() {
        return Map.of("leaf", leaf);
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
