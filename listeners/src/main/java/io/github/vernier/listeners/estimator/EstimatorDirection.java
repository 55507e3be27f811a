/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.estimator;

import io.github.vernier.listeners.probe.ProbeData;
import io.github.vernier.listeners.probe.Twin;
import io.github.vernier.listeners.variance.Direction;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An estimator's directions, one for each minibatch of a data source, to measure their variance.
 */
public final class EstimatorDirection implements Direction {

    private final GradientEstimator estimator;
    private final Twin twin;
    private final ProbeData data;

    /**
     * Draws from a data source.
     *
     * @param estimator estimator, which has begun with this twin
     * @param twin twin of the network in training
     * @param data minibatches, one for each draw
     */
    public EstimatorDirection(GradientEstimator estimator, Twin twin, ProbeData data) {
        this.estimator = estimator;
        this.twin = twin;
        this.data = data;
    }

    @Override
    public INDArray draw() {
        return estimator.direction(Step.of(twin, data.next()));
    }
}
