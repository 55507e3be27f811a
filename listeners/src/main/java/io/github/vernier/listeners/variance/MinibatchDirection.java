/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.variance;

import io.github.vernier.listeners.probe.ProbeData;
import io.github.vernier.listeners.probe.Twin;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/** The direction of plain SGD: the mean gradient of a minibatch. */
public final class MinibatchDirection implements Direction {

    private final Twin twin;
    private final ProbeData data;
    private double lossSum;
    private long draws;
    private long examples;

    /**
     * Draws from a data source.
     *
     * @param twin twin of the network in training
     * @param data minibatches, one for each draw
     */
    public MinibatchDirection(Twin twin, ProbeData data) {
        this.twin = twin;
        this.data = data;
    }

    @Override
    public INDArray draw() {
        MultiDataSet batch = data.next();
        long size = batch.getFeatures(0).size(0);
        INDArray gradient = twin.gradient(batch).divi(size);
        lossSum += twin.lossOfGradient();
        draws++;
        examples += size;
        return gradient;
    }

    /** Mean loss of all minibatches drawn so far, NaN before the first. */
    public double meanLoss() {
        return lossSum / draws;
    }

    /** Mean number of examples of a draw, NaN before the first. */
    public double meanBatchSize() {
        return (double) examples / draws;
    }
}
