/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.runner;

import java.util.List;
import java.util.Map;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;

/** A space as it is, that after a release throws what even beta7 lets through. */
@SuppressWarnings("rawtypes")
record Guarded(ParameterSpace<String> space, Release release) implements ParameterSpace<String> {

    @Override
    public String getValue(double[] point) {
        if (release.isNow()) {
            throw new AssertionError("released");
        }
        return space.getValue(point);
    }

    @Override
    public int numParameters() {
        return space.numParameters();
    }

    @Override
    public List<ParameterSpace> collectLeaves() {
        return space.collectLeaves();
    }

    @Override
    public Map<String, ParameterSpace> getNestedSpaces() {
        return space.getNestedSpaces();
    }

    @Override
    public boolean isLeaf() {
        return space.isLeaf();
    }

    @Override
    public void setIndices(int... indices) {
        space.setIndices(indices);
    }
}
