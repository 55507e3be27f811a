/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.runner;

import io.github.vernier.arbiter.spaces.value.CompositeSpace;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;

/** Two parameters, as text. */
final class PairSpace extends CompositeSpace<String> {

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
}
