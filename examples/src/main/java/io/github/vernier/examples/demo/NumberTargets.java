/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.demo;

import io.github.vernier.examples.data.EpochAware;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.DataSet;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Numbers in place of classes: the digit, and how much ink it took; both a hundred times larger
 * from some epoch on.
 *
 * <p>Labels become {@code [minibatch, 2]}.
 */
final class NumberTargets implements DataSetPreProcessor, EpochAware {

    /** How many numbers. */
    static final int OUTPUTS = 2;

    private static final long serialVersionUID = 1L;
    private static final double LARGE = 100;

    private final int largeFrom;
    private int epoch;

    /**
     * Targets of a training.
     *
     * @param largeFrom first epoch with large targets, counted from 0
     */
    NumberTargets(int largeFrom) {
        this.largeFrom = largeFrom;
    }

    @Override
    public void startEpoch(int epoch) {
        this.epoch = epoch;
    }

    @Override
    public void preProcess(DataSet images) {
        INDArray features = images.getFeatures();
        INDArray digits = images.getLabels().argMax(1).castTo(features.dataType());
        INDArray ink = features.sum(1, 2, 3);
        images.setLabels(Nd4j.hstack(column(digits), column(ink)).muli(scale()));
    }

    private double scale() {
        return epoch < largeFrom ? 1 : LARGE;
    }

    private static INDArray column(INDArray values) {
        return values.reshape(values.length(), 1);
    }
}
