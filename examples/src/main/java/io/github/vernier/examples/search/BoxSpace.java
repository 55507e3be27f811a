/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.search;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.arbiter.optimize.api.AbstractParameterSpace;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.continuous.ContinuousParameterSpace;

/** The points of a box: one continuous parameter a variable, named x1, x2... */
final class BoxSpace extends AbstractParameterSpace<double[]> {

    private final List<ContinuousParameterSpace> variables = new ArrayList<>();

    BoxSpace(TestFunction function) {
        for (int i = 0; i < function.dimension(); i++) {
            variables.add(new ContinuousParameterSpace(function.low(i), function.high(i)));
        }
    }

    @Override
    public double[] getValue(double[] coordinates) {
        return variables.stream().mapToDouble(variable -> variable.getValue(coordinates)).toArray();
    }

    @Override
    public int numParameters() {
        return variables.size();
    }

    @Override
    @SuppressWarnings("rawtypes")
    public List<ParameterSpace> collectLeaves() {
        return List.copyOf(variables);
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Map<String, ParameterSpace> getNestedSpaces() {
        Map<String, ParameterSpace> nested = new LinkedHashMap<>();
        for (ContinuousParameterSpace variable : variables) {
            nested.put("x" + (nested.size() + 1), variable);
        }
        return nested;
    }

    @Override
    public boolean isLeaf() {
        return false;
    }

    @Override
    public void setIndices(int... indices) {
        throw new UnsupportedOperationException("A box is not a leaf");
    }
}
