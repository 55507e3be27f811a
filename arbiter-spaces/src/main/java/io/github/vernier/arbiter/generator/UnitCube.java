/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.generator;

import java.util.List;
import java.util.Map;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;

/**
 * A space of points and nothing else, for generators of Arbiter whose candidates are made later, by
 * the space itself.
 */
final class UnitCube implements ParameterSpace<Object> {

    private final int dimension;

    UnitCube(int dimension) {
        this.dimension = dimension;
    }

    @Override
    public Object getValue(double[] point) {
        return null;
    }

    @Override
    public int numParameters() {
        return dimension;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public List<ParameterSpace> collectLeaves() {
        return List.of();
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Map<String, ParameterSpace> getNestedSpaces() {
        return Map.of();
    }

    @Override
    public boolean isLeaf() {
        return false;
    }

    @Override
    public void setIndices(int... indices) {
        throw new UnsupportedOperationException("The unit cube has no leaves");
    }
}
