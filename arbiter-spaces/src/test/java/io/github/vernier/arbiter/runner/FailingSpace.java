/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.runner;

import io.github.vernier.arbiter.spaces.value.CompositeSpace;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.continuous.ContinuousParameterSpace;

/** A space that makes nothing; after a release it throws what even beta7 lets through. */
final class FailingSpace extends CompositeSpace<Double> {

    private final ParameterSpace<Double> leaf = new ContinuousParameterSpace(0, 1);
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
}
