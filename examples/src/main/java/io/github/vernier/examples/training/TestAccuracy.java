/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.training;

import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** Share of images that a network classifies right. */
final class TestAccuracy {

    private TestAccuracy() {}

    /**
     * Runs through all images.
     *
     * @throws StoppedException if asked to
     */
    static double of(Network network, DataSetIterator images, Stop stop) {
        Evaluation evaluation = new Evaluation();
        images.reset();
        while (images.hasNext()) {
            stop.check();
            DataSet batch = images.next();
            evaluation.eval(batch.getLabels(), network.output(batch.getFeatures()));
        }
        return evaluation.accuracy();
    }
}
